import { dictionary } from '../i18n';

/** Refusals about prices, checks, payments, refunds, the drawer and the day: what happened, what it means, what to do. */
export const moneySentences = dictionary({
  en: {
    approval_needed:
      'You may not do this alone. Nothing changed yet. Ask a manager to type their PIN at this till.',
    order_is_split:
      'This order is split into checks, so its lines and prices stay as they are. Join the checks first, then change it.',
    reduction_out_of_range:
      'This discount is not possible. The price stays as it was. Choose one between nothing and what is left.',
    too_many_reductions:
      'There are too many discounts on this order. The price stays as it was. Take one back first.',
    unknown_reduction: 'This discount is no longer on the order. Nothing changed. Look at the order again.',
    reduction_exists: 'This discount is already given. It is not taken off twice. Carry on.',
    service_out_of_range:
      'This service charge is too high. The price stays as it was. Enter a rate of 30 % at most.',
    split_invalid:
      'The order cannot be split like this. Nothing changed. Look at what is left, and split only that.',
    unknown_check: 'This check is no longer there. Nothing was taken. Look at the checks again.',
    check_paid_on:
      'Somebody paid on this check already, so it stays. Nothing was taken twice. Look at it again.',
    wrong_currency:
      'This is not the money of this store. Nothing was taken. Take the payment in its own currency.',
    tip_out_of_range: 'This tip is not possible. Nothing was taken. Enter it again with the guest.',
    unknown_driver:
      'This store does not have that card machine any more. Nothing was taken. Pay another way, or reload this page.',
    tender_pending:
      'Another machine is still being asked for money on this order. Wait for its answer, or call it off, then do it again.',
    tender_not_pending: 'This charge is settled already. Look at the order: what was paid stands there.',
    tender_still_answers:
      'The payment machine still answers about this. Nothing was settled, and nothing is taken twice. Wait, or ask it again.',
    order_not_closed:
      'This order is not paid yet, so nothing can be given back. Void it, or finish it first.',
    refund_exists: 'This refund is already saved. The money is not given back twice. Carry on.',
    refund_too_much:
      'More was asked back than is left of a line. Nothing was given back. Choose fewer of it.',
    refund_does_not_sum:
      'The amounts do not come to what the lines are worth. Nothing was given back. Lay them out again.',
    refund_exceeds_tender:
      'More was to go back to a payment than is left of it. Nothing was given back. Put the rest on another payment.',
    refund_too_old:
      'This receipt is too old for a refund here. Nothing was given back. Ask the owner what to do for the guest.',
    too_many_refunds: 'There were too many refunds on this order. Nothing was given back. Ask the owner.',
    orders_open:
      'Some orders are still open. Nothing was closed. Finish them, or leave them for later on purpose.',
    shifts_open:
      'Some drawers are not counted yet. The day stays open. Close their shifts first, then close the day.',
    count_does_not_sum:
      'The notes and coins do not come to the amount. The shift stays open. Count again and enter both.',
    movement_out_of_range:
      'This amount is not possible: there is not that much in the drawer, or it is nothing. No cash was noted. Enter it again.',
    movement_exists: 'This cash is noted already. It is not counted twice. Carry on.',
    no_report_printer:
      'This store has no printer for reports. Nothing was printed. Read it on the screen instead.',
    unknown_day: 'There is no closed day with this number. Nothing was printed. Choose another.',
    day_already_signed: 'This day is signed already. Nothing more to do.',
    card_number_in_words:
      'This looks like a card number, which is never kept. Nothing was saved. Take it out and do it again.',
  },
  zh: {
    approval_needed: '这一步您不能单独做，还没有变化。请经理在这台收银输入密码。',
    order_is_split: '这张单已经分单，菜和价格不能改。请先把各份合回，再修改。',
    reduction_out_of_range: '这个折扣不行，价格没有变。请在可减的范围内重新选择。',
    too_many_reductions: '这张单折扣太多，价格没有变。请先取消一个。',
    unknown_reduction: '这个折扣已不在单上，没有变化。请再看一遍单子。',
    reduction_exists: '这个折扣已经给过，不会重复减。请继续。',
    service_out_of_range: '服务费太高，价格没有变。请输入不超过 30 % 的比例。',
    split_invalid: '不能这样分单，没有变化。请看清剩下多少，只分剩下的。',
    unknown_check: '这一份已经不在了，没有收款。请再看一遍各份。',
    check_paid_on: '这一份已经有人付过，不能动，也没有重复收款。请再看一遍。',
    wrong_currency: '这不是本店的货币，没有收款。请用本店货币收款。',
    tip_out_of_range: '这个小费不行，没有收款。请和客人核对后重新输入。',
    unknown_driver: '本店已没有这台刷卡机，没有收款。请换一种方式，或刷新页面。',
    tender_pending: '这张单还有一台机器在收款。请等它回应，或先取消，再来一次。',
    tender_not_pending: '这笔付款已经有结果了。请看单子：付了的都在上面。',
    tender_still_answers: '支付设备还会答复这一笔，现在不能人工核对，也不会重复收款。请等一下，或再查一次。',
    order_not_closed: '这张单还没付清，不能退款。请作废，或先结清。',
    refund_exists: '这笔退款已经保存，不会重复退。请继续。',
    refund_too_much: '有一行退得比剩下的多，没有退款。请少选一些。',
    refund_does_not_sum: '退的金额和所退的菜对不上，没有退款。请重新分配。',
    refund_exceeds_tender: '退给某笔付款的钱超过它剩下的，没有退款。请把其余退到另一笔。',
    refund_too_old: '这张小票太久了，这里不能退，没有退款。请问老板怎么办。',
    too_many_refunds: '这张单退款次数太多，没有退款。请问老板。',
    orders_open: '还有没结的单，没有关闭。请先结清，或明确留到以后。',
    shifts_open: '还有钱箱没点，营业日仍开着。请先交班，再日结。',
    count_does_not_sum: '点的纸币硬币和金额对不上，班次仍开着。请再点一遍后输入。',
    movement_out_of_range: '这个金额不行：钱箱里没有那么多，或者是零。没有记账。请重新输入。',
    movement_exists: '这笔现金已经记过，不会重复。请继续。',
    no_report_printer: '本店没有打印报表的打印机，没有打印。请在屏幕上看。',
    unknown_day: '没有这个编号的日结，没有打印。请选别的。',
    day_already_signed: '这个营业日已经签名。不用再处理。',
    card_number_in_words: '这看起来是卡号，系统从不保存卡号，没有保存。请去掉后再来一次。',
  },
});
