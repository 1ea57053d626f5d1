import { dictionary, language, type Language } from '../i18n';
import type { Rejection } from '../protocol.gen';
import { kitchenSentences } from './kitchenRejections';
import { moneySentences } from './moneyRejections';

/** What happened, what it means for the guest, what to do now: per refusal code, in both languages. */
const sentences = dictionary({
  en: {
    order_exists:
      'This order is already saved. The guest is not charged twice. Open it from the list of orders.',
    unknown_order:
      'The store has no such order. Nothing changed for the guest. Go back to the list and open it again.',
    order_not_open:
      'This order is already finished. Nothing was added or charged. Start a new order for the guest.',
    order_changed:
      'Someone else changed this order. Your change was not made. Look at the order as it is now and do it again.',
    order_empty: 'There is nothing on this order. Nothing was sent or charged. Add an item first.',
    too_many_lines: 'This order is full. The new items were not added. Start a second order for the rest.',
    unknown_line:
      'That line is no longer on the order. Nothing changed for the guest. Look at the order again.',
    line_exists: 'This line is already on the order. It was not added twice. Carry on.',
    line_already_voided:
      'This line is already struck out. The guest does not pay for it. Nothing more to do.',
    line_not_held:
      'The kitchen already has this line, so it cannot be changed. Void it and add the right one.',
    line_paid:
      'This line is already paid, so it cannot be struck out. Give the money back as a refund with a manager.',
    nothing_to_fire:
      'The kitchen already has everything on this order. Nothing was sent again. Add an item to send more.',
    unknown_item: 'This item is no longer on the menu. It was not added. Choose another with the guest.',
    unknown_modifier: 'This choice is no longer on the menu. The item was not added. Choose again.',
    modifier_not_of_item: 'This choice does not belong to this item. The item was not added. Choose again.',
    too_few_modifiers: 'A choice is missing. The item was not added. Ask the guest and choose.',
    too_many_modifiers: 'There are too many choices in one group. The item was not added. Take one away.',
    quantity_out_of_range:
      'This quantity is not possible. Nothing was added. Enter a smaller number, at least 1.',
    price_missing: 'This item has no fixed price. It was not added. Enter the price for this guest.',
    price_not_open: 'This item has a fixed price. It was not added. Add it without entering a price.',
    price_out_of_range:
      'This price is not possible. The item was not added. Check the amount and enter it again.',
    amount_overflow:
      'The amount is too large to reckon with. Nothing was charged. Check prices and quantities.',
    tender_exists: 'This payment is already saved. The guest is not charged twice. Carry on.',
    tender_out_of_range: 'This amount is not possible. Nothing was taken. Enter it again.',
    tender_exceeds_due: 'That is more than is still to pay. Nothing was taken. Enter what is due, or less.',
    cash_received_too_small:
      'The cash received is less than the amount to take. Nothing was taken. Count it again with the guest.',
    still_due: 'Something is still to pay, so the order stays open. Take the rest first.',
    order_has_tenders:
      'Money was taken on this order, so it cannot be struck out. The guest has paid a part. Ask a manager for a refund.',
    no_receipt: 'This order has no receipt yet. Nothing was printed. Finish the payment first.',
    no_open_shift:
      'No shift is open at this till, so it takes no money. The order is safe. Open the shift, then take the payment.',
    shift_exists: 'This shift is already saved. Nothing changed. Carry on.',
    shift_already_open:
      'A shift is already open at this till. Nothing changed. Close it before you open another.',
    unknown_shift: 'The store has no such shift. Nothing changed. Reload this page and look again.',
    shift_not_open: 'This shift is already closed. Its count stays as it is. Open a new shift to go on.',
    count_out_of_range: 'This count is not possible. The shift stays open. Count again and enter the amount.',
    orders_still_open:
      'Some orders of this shift are not paid. The shift stays open. Finish or void them, then close.',
    unknown_ticket: 'The store has no such ticket. Nothing changed. Look at the screen again before cooking.',
    ticket_changed: 'This ticket changed a moment ago. It was not bumped. Read it again, then bump it.',
    ticket_already_bumped: 'This ticket is already done. Nothing more to do.',
    ticket_not_bumped: 'This ticket is still open, so it cannot be brought back. Look for it on the screen.',
    not_your_station: 'This ticket belongs to another station. It was not changed. Leave it to them.',
    order_not_ready:
      'Part of this order is still being made. It was not handed over. Wait for the other stations.',
    order_not_handed_over:
      'This order was not handed over yet, so it cannot be brought back. Look for it among the open ones.',
    unknown_member:
      'The store does not know this member. The order goes on without. Search again or enrol the guest.',
    member_exists: 'This phone number is already a member’s. No second one was made. Use the member found.',
    phone_invalid:
      'This is not a phone number we can use. No member was made. Read it back to the guest and enter it again.',
    name_invalid: 'This name cannot be used. No member was made. Enter a shorter name without special signs.',
    consent_missing:
      'The guest has not agreed to membership. Nothing was kept. Ask, and tick it only after a yes.',
    not_permitted: 'You are not allowed to do this. Nothing changed for the guest. Ask a manager to sign in.',
    not_signed_in: 'Nobody is signed in at this till. Nothing was done. Sign in and do it again.',
    unknown_staff:
      'The store does not know this person. Nobody was signed in. Choose another name or ask a manager.',
    staff_locked:
      'Too many wrong PINs. This person is locked for a while. Ask a colleague to serve the guest, or wait.',
    wrong_pin: 'The PIN is wrong. Nobody was signed in. Try again slowly.',
    unknown_device: 'The store does not know this device. Nothing was sent. Pair it again.',
    catalogue_invalid:
      'This menu does not fit together. The menu in use stays. Correct it and send it again.',
    batch_too_large: 'That was too much at once. Nothing was done. Send it in smaller parts.',
    conflicting_command:
      'Two different commands carry the same number. The second was not done. Reload this page and do it again.',
    queue_full:
      'The store server has not answered for a long time and this device can keep no more. This was not kept. Take the order on paper and look at the store server.',
    approval_needed: 'This needs approval. Nothing was done yet. Ask somebody who may to type their PIN.',
    catalogue_changed_meanwhile:
      'Somebody published another menu meanwhile. Yours was not published. Look at the menu again, then publish.',
    unknown_catalogue:
      'There is no such version of the menu. The menu in use stays. Choose one from the list.',
    size_missing: 'This item comes in sizes. It was not added. Ask the guest and choose one.',
    unknown_size: 'This item does not come in that size. It was not added. Choose one from the list.',
    weight_invalid:
      'This weight is not possible. The item was not added. Weigh it, from 1 g to 1 t, and only what is sold by weight.',
    combo_incomplete:
      'A choice in this set is missing or does not fit. It was not added. Choose every part again.',
    item_unavailable: 'There is not enough of this left. It was not added. Offer the guest something else.',
    seating_out_of_range:
      'This seat, course or number of guests is not possible. Nothing changed. Use seats 1 to 99, courses 1 to 9.',
    words_invalid: 'These words cannot be kept. Nothing changed. Write them shorter and on one line.',
    card_number_in_words:
      'This looks like a card number, which is never kept. Nothing was saved. Take it out and try again.',
    unknown_table: 'There is no such table. The order stays where it is. Choose a table from the plan.',
    floor_plan_invalid:
      'This floor plan does not fit together. The plan in use stays. Correct it and publish it again.',
    floor_plan_changed:
      'Somebody changed the floor plan meanwhile. Yours was not published. Look at it again.',
    slot_unavailable:
      'This pickup time cannot be had. Nothing was ordered. Choose another time with the guest.',
    training_fixed:
      'An order cannot be switched between practice and real. Nothing changed. Start another order.',
    same_order: 'These lines are on that order already. Nothing was moved. Choose another order.',
    order_is_split: 'This order is split into checks. Nothing changed for the guests. Join the checks first.',
    fire_time_invalid:
      'This time is not possible. The lines stay held. Choose a time within the next twelve hours.',
    reduction_out_of_range:
      'This discount is not possible. The price stays. Take off more than nothing, and no more than it still costs.',
    too_many_reductions: 'This order has too many discounts. The price stays. Take one back first.',
    unknown_reduction: 'That discount is no longer on the order. The price stays. Look at the order again.',
    reduction_exists: 'This discount is on the order already. It was not given twice. Carry on.',
    service_out_of_range: 'This service charge is not possible. The price stays. Choose 0 to 30 %.',
    split_invalid:
      'The order cannot be split like this. Nothing changed for the guests. Split 2 to 50 ways, no line twice, no more than is left.',
    unknown_check: 'That check is no longer there. No money was taken. Look at the order again.',
    check_paid_on: 'Money was taken on this check already. It stays as it is. Choose another check.',
    wrong_currency:
      "This till does not take that currency. No money was taken. Ask the guest for the store's own.",
    tip_out_of_range: 'This tip is not possible. No money was taken. Check the amount and enter it again.',
    unknown_driver: 'There is no such payment machine. No money was taken. Choose one from the list.',
    tender_pending: 'A payment machine has not answered yet. Nobody is charged twice. Wait, or ask it again.',
    tender_not_pending:
      'Nothing is waiting for an answer here. No money was taken now. Look at the order again.',
    order_not_closed: 'This order is not paid, so there is nothing to give back. Void the line instead.',
    refund_exists: 'This refund was given already. Nothing was given twice. Look at the order.',
    refund_too_much: 'That is more than can still be given back. Nothing was given. Choose fewer.',
    refund_does_not_sum:
      'The money does not come to what the lines are worth. Nothing was given. Make both the same.',
    refund_exceeds_tender:
      'More would go back to one payment than came from it. Nothing was given. Spread it differently.',
    refund_too_old: 'This order is too old to give money back here. Nothing was given. Ask the office.',
    too_many_refunds: 'This order was refunded too many times. Nothing was given. Ask the office.',
    orders_open: 'Orders are still open. Nothing was closed. Finish them, or say that they stay open.',
    shifts_open: 'Drawers are still open. The day was not closed. Count them first.',
    count_does_not_sum: 'The notes and coins do not come to the amount. Nothing was closed. Count again.',
    movement_out_of_range:
      'This amount cannot be moved. The drawer stays as it is. Move more than nothing, and no more than is in it.',
    movement_exists: "This movement is in the drawer's list already. It was not noted twice. Carry on.",
    no_report_printer:
      'This store has no receipt printer. Nothing was printed. Read the report on the screen.',
    unknown_day: 'There is no such Z. Nothing was printed. Choose one from the list.',
    day_already_signed: 'This Z is signed already. Nothing changed. Carry on.',
    member_limit:
      'One member may not buy more of this in a day. It was not added. Take fewer, or offer something else.',
    no_answer: 'The store server did not answer. Nothing changed. Try again in a moment.',
    not_utf8: 'It is not saved as UTF-8. Save it again as CSV UTF-8 (comma delimited).',
    too_many_rows: 'It has too many rows. Split it.',
    row_not_utf8: 'This row is not saved as UTF-8. Save the file again as CSV UTF-8.',
    row_phone: 'This is no phone number. Correct it, with its country code if it is from elsewhere.',
    row_same_phone: 'A row before it has the same phone. Keep one of the two.',
    row_name: 'The name is too long. Shorten it to 40 characters.',
    row_birthday: 'The birthday is no day such as 05-31 or 1990-05-31. Correct it.',
    row_tags: 'There are more than 10 tags, or one is longer than 20 characters. Shorten them.',
    row_card:
      'This card cannot be kept: 4 to 64 letters, digits and signs, and never a payment card. Correct it.',
    row_points: 'The points are no whole number from 0 on. Correct them.',
    row_member_already: 'They are a member here already and stay as they are. Carry on.',
    file_cut:
      'It is too large, or its end did not arrive. Split it and try again. What was taken before stays, and nothing is taken twice.',
  },
  zh: {
    order_exists: '这张单已经保存，不会重复收客人的钱。请从订单列表打开。',
    unknown_order: '本店没有这张单，客人那边没有变化。请回到列表重新打开。',
    order_not_open: '这张单已经结束，没有加菜也没有收款。请为客人另开一单。',
    order_changed: '别人刚改过这张单，您的修改没有生效。请看清现在的单子再改一次。',
    order_empty: '单子是空的，没有下单也没有收款。请先点一样。',
    too_many_lines: '这张单已满，新点的没有加上。请把其余的另开一单。',
    unknown_line: '这一行已不在单上，客人那边没有变化。请再看一遍单子。',
    line_exists: '这一行已经在单上，没有重复添加。请继续。',
    line_already_voided: '这一行已经作废，客人不用付钱。不用再处理。',
    line_not_held: '后厨已收到这一行，不能修改。请作废它，再加正确的。',
    line_paid: '这一行已经付款，不能作废。请找经理办理退款。',
    nothing_to_fire: '这张单后厨都已收到，没有重复下单。要加菜请先点菜。',
    unknown_item: '这道菜已不在菜单上，没有加上。请和客人另选一样。',
    unknown_modifier: '这个选项已不在菜单上，没有加上。请重新选择。',
    modifier_not_of_item: '这个选项不属于这道菜，没有加上。请重新选择。',
    too_few_modifiers: '还有必选项没选，没有加上。请问客人后再选。',
    too_many_modifiers: '同一组选得太多，没有加上。请去掉一个。',
    quantity_out_of_range: '这个数量不行，没有加上。请输入 1 或以上、较小的数。',
    price_missing: '这道菜没有固定价格，没有加上。请输入这次的价格。',
    price_not_open: '这道菜是固定价格，没有加上。请不要输入价格，直接添加。',
    price_out_of_range: '这个价格不行，没有加上。请核对后重新输入。',
    amount_overflow: '金额太大，无法计算，没有收款。请检查价格和数量。',
    tender_exists: '这笔付款已经保存，不会重复收钱。请继续。',
    tender_out_of_range: '这个金额不行，没有收款。请重新输入。',
    tender_exceeds_due: '金额超过应付，没有收款。请输入应付金额或更少。',
    cash_received_too_small: '收到的现金少于要收的金额，没有收款。请和客人再点一遍。',
    still_due: '还有钱没付，单子仍未结。请先收完余款。',
    order_has_tenders: '这张单已收过钱，不能作废。客人已付一部分，请找经理退款。',
    no_receipt: '这张单还没有小票，没有打印。请先收完款。',
    no_open_shift: '这台收银还没开班，不能收钱。单子已保存。请先开班，再收款。',
    shift_exists: '这个班次已经保存，没有变化。请继续。',
    shift_already_open: '这台收银已经开班，没有变化。请先交班再开新班。',
    unknown_shift: '本店没有这个班次，没有变化。请刷新页面再看。',
    shift_not_open: '这个班次已经交班，点款数不变。要继续请开新班。',
    count_out_of_range: '这个点款数不行，班次仍开着。请再点一遍后输入。',
    orders_still_open: '本班还有没付款的单，班次仍开着。请先结清或作废，再交班。',
    unknown_ticket: '本店没有这张后厨单，没有变化。做之前请再看一眼屏幕。',
    ticket_changed: '这张后厨单刚刚有变化，没有划掉。请重新看清再划。',
    ticket_already_bumped: '这张后厨单已经完成。不用再处理。',
    ticket_not_bumped: '这张后厨单还没完成，不用找回。请在屏幕上找。',
    not_your_station: '这张后厨单属于别的档口，没有改动。请交给他们。',
    order_not_ready: '这张单还有没做好的，没有交给客人。请等其他档口。',
    order_not_handed_over: '这张单还没交给客人，不用找回。请在未完成里找。',
    unknown_member: '本店不认识这位会员，单子照常。请再查一次，或为客人入会。',
    member_exists: '这个手机号已经是会员，没有重复建立。请用查到的会员。',
    phone_invalid: '这不是可用的手机号，没有入会。请和客人核对后重新输入。',
    name_invalid: '这个名字不能用，没有入会。请输入较短、没有特殊符号的名字。',
    consent_missing: '客人还没同意入会，什么都没保存。请先问，客人同意后再勾选。',
    not_permitted: '您没有这个权限，客人那边没有变化。请经理登录办理。',
    not_signed_in: '这台收银没有人登录，什么都没做。请登录后再来一次。',
    unknown_staff: '本店不认识这位员工，没有登录。请选别的名字或问经理。',
    staff_locked: '密码错误次数太多，这位员工暂时锁定。请同事先接待客人，或稍等。',
    wrong_pin: '密码不对，没有登录。请慢慢再输一次。',
    unknown_device: '本店不认识这台设备，什么都没发出。请重新配对。',
    catalogue_invalid: '这份菜单有矛盾，仍用原来的菜单。请改正后再发。',
    batch_too_large: '一次太多了，什么都没做。请分几次发。',
    conflicting_command: '两个不同的操作用了同一个编号，第二个没有执行。请刷新页面再做一次。',
    queue_full:
      '门店服务器很久没有回应，这台设备存不下更多，这一步没有保存。请先用纸记单，并检查门店服务器。',
    approval_needed: '这一步需要授权，还没有执行。请有权限的同事输入密码。',
    catalogue_changed_meanwhile: '期间有人发布了新菜单，您的没有发布。请先查看现在的菜单再发布。',
    unknown_catalogue: '没有这个菜单版本，现用菜单不变。请从列表里选。',
    size_missing: '这一项分规格，没有加上。请问客人选哪一种。',
    unknown_size: '这一项没有这个规格，没有加上。请从列表里选。',
    weight_invalid: '这个重量不对，没有加上。只有按重量卖的才称重，1 克到 1 吨。',
    combo_incomplete: '套餐的选择不完整或不合适，没有加上。请把每一部分重新选好。',
    item_unavailable: '这一项不够了，没有加上。请给客人推荐别的。',
    seating_out_of_range: '座位、上菜顺序或人数不对，没有变化。座位 1 到 99，顺序 1 到 9。',
    words_invalid: '这段文字不能保存，没有变化。请写短一点，只写一行。',
    card_number_in_words: '这看起来像卡号，本店绝不保存卡号，没有存下来。请删去再试。',
    unknown_table: '没有这张桌子，单子还在原处。请从桌位图上选。',
    floor_plan_invalid: '这张桌位图有问题，现用的不变。请改好再发布。',
    floor_plan_changed: '期间有人改过桌位图，您的没有发布。请重新查看。',
    slot_unavailable: '这个取餐时间不行，没有下单。请和客人另选时间。',
    training_fixed: '单子不能在练习和正式之间切换，没有变化。请另开一单。',
    same_order: '这些已经在那张单上，没有移动。请选别的单。',
    order_is_split: '这张单已分单，客人那边没有变化。请先合单。',
    fire_time_invalid: '这个时间不行，菜还没叫。请选十二小时以内的时间。',
    reduction_out_of_range: '这个折扣不行，价格不变。折扣要大于零，又不能超过剩下的价钱。',
    too_many_reductions: '这张单的折扣太多，价格不变。请先撤掉一个。',
    unknown_reduction: '这个折扣已不在单上，价格不变。请再看一遍单子。',
    reduction_exists: '这个折扣已经在单上，没有重复。可以继续。',
    service_out_of_range: '这个服务费不行，价格不变。请选 0 到 30%。',
    split_invalid: '不能这样分单，客人那边没有变化。可分 2 到 50 份，同一行不能分两次，也不能超过剩余金额。',
    unknown_check: '这一份已经没有了，没有收款。请再看一遍单子。',
    check_paid_on: '这一份已经收过钱，保持不变。请选别的。',
    wrong_currency: '本店不收这种货币，没有收款。请客人用本店货币。',
    tip_out_of_range: '这笔小费不对，没有收款。请核对后重新输入。',
    unknown_driver: '没有这台支付设备，没有收款。请从列表里选。',
    tender_pending: '支付设备还没有答复，不会重复收款。请等一下，或再问一次。',
    tender_not_pending: '这里没有等待答复的付款，现在没有收款。请再看一遍单子。',
    order_not_closed: '这张单还没付清，不能退款。请改为作废该行。',
    refund_exists: '这笔退款已经办过，没有重复退。请查看订单。',
    refund_too_much: '超过还能退的数量，没有退款。请减少数量。',
    refund_does_not_sum: '退回的金额和所选的不一致，没有退款。请改成一样。',
    refund_exceeds_tender: '退到某笔付款的钱超过了它的余额，没有退款。请换一种分法。',
    refund_too_old: '这张单时间太久，这里不能退款，没有退。请找办公室。',
    too_many_refunds: '这张单退款次数太多，没有退。请找办公室。',
    orders_open: '还有没结的单，没有结班。请先结完，或选择留给下一班。',
    shifts_open: '还有钱箱没结班，没有日结。请先清点。',
    count_does_not_sum: '各面额相加和总数不一致，没有结班。请重新清点。',
    movement_out_of_range: '这个金额不行，钱箱不变。金额要大于零，也不能超过钱箱里的钱。',
    movement_exists: '这笔已经记过，没有重复。可以继续。',
    no_report_printer: '本店没有小票打印机，没有打印。请在屏幕上看报表。',
    unknown_day: '没有这份日结，没有打印。请从列表里选。',
    day_already_signed: '这份日结已经签名，没有变化。可以继续。',
    member_limit: '会员每天限购这么多，没有加上。请减少数量或推荐别的。',
    no_answer: '门店服务器没有回应，没有变化。请稍后再试。',
    not_utf8: '它没有存成 UTF-8。请重新另存为 CSV UTF-8（逗号分隔）。',
    too_many_rows: '它的行数太多。请拆成几个文件。',
    row_not_utf8: '这一行没有存成 UTF-8。请重新另存为 CSV UTF-8。',
    row_phone: '这不是手机号。请更正；外地号码请带国家代码。',
    row_same_phone: '前面有一行是同一个手机号。请只留一行。',
    row_name: '姓名太长。请缩短到 40 个字以内。',
    row_birthday: '生日不是 05-31 或 1990-05-31 这样的日期。请更正。',
    row_tags: '标签超过 10 个，或有一个超过 20 个字。请缩短。',
    row_card: '这个卡号不能保存：4 到 64 个字母、数字和符号，不能是银行卡号。请更正。',
    row_points: '积分不是从 0 起的整数。请更正。',
    row_member_already: '已是本店会员，保持不变。可以继续。',
    file_cut: '它太大，或者结尾没有收到。请拆开再试：已经办好的保留，不会重复。',
  },
});

/** About what members own. */
const memberSentences = dictionary({
  en: {
    code_of_another_time:
      'This code is of another minute. Nobody was put on the check. Have the member open their page again; if it stays so, compare the phone’s clock with this till’s.',
    code_unknown:
      'This store does not know the phone that shows this code. Nobody was put on the check. Type the phone number.',
    code_forged:
      'The member’s phone did not make this code. Nobody was put on the check. Type the phone number, and look at who it is.',
    code_shown_before:
      'This code was shown here before. Nobody was put on the check. Wait for the page to show the next one.',
    coupon_unreadable:
      'This is not the whole code of a coupon. Nothing changed. Have the guest open the coupon again, and scan it.',
    coupon_forged:
      'No phone that this store knows made this code. Nothing changed. Have the guest open the coupon on their own page.',
    coupon_of_nobody:
      'This store does not know the member. Nothing changed. Find them by their phone number, then scan the coupon again.',
    coupon_used_here:
      'This coupon was used in this store before. Nothing was taken. It pays for one order only.',
    coupon_gone:
      'This coupon was used, taken back or given to somebody else. Nothing changed. Have the guest open their page again.',
    coupon_elsewhere:
      'This coupon lies in another store, and HQ cannot be asked for it. Nothing changed. Take it another time.',
    coupon_lies_here:
      'This coupon lies in this store. Nothing was taken. Take it as one of the member’s own.',
    coupon_risk_too_large:
      'HQ is away, and the store risks no more coupons of this member. Nothing was taken. Take the rest another way.',
    no_hq:
      'This store has no HQ, and member pages are shown by HQ. Nobody was invited. Give the store one in store.toml.',
    hq_away: 'HQ, which shows member pages, does not answer. Nobody was invited. Try again once it does.',
    promotions_stale:
      'The order was changed since its promotions were put on it. Nothing was taken. Close this and tap Pay again.',
    tags_invalid:
      'These tags cannot be kept. Nothing changed. Use ten at most, each once and 20 characters or fewer.',
    member_card_invalid:
      'This card cannot be kept. Nothing changed. Use five at most, each of 4 to 64 letters, digits and signs.',
    member_card_taken: 'This card stands for another member. Nothing changed. Take it off there first.',
    birthday_invalid: 'There is no such day. Nothing changed. Correct the birthday, or leave it out.',
    no_member: 'This needs a member. Nothing was taken. Recognise them first.',
    value_too_small: 'There is not enough stored value. Nothing was taken. Take the rest another way.',
    stored_value_off:
      'Members pay nothing in at this shop. Nothing was taken. Ask a manager to switch it on.',
    member_is_owed: 'The shop still has money of theirs. Nobody was erased. Pay it back at a till first.',
    feedback_given: 'This order has its feedback already. Nothing was changed. Thank you.',
    feedback_out_of_range: 'This cannot be kept. Nothing was noted. Choose 1 to 5, and write less.',
    points_not_taken: 'Points are not taken as payment here. Nothing was taken. Use another way.',
    hq_reached:
      "HQ can be reached again. Nothing was taken. Open the member's card: what they have elsewhere comes here.",
    risk_too_large:
      'HQ is away, and the store risks no more points than it does already. Nothing was taken. Take the rest another way.',
    points_too_few: 'There are not enough points. Nothing was taken. Take the rest another way.',
    unknown_coupon: 'The member no longer has this coupon: it was used or taken back. Use another way.',
    coupon_expired: 'This coupon is past its last day. Nothing was taken. Use another way.',
    coupon_needs_more:
      'The order is too small for this coupon. Nothing was taken. Add something, or leave it out.',
    coupon_too_small: 'The coupon is not worth as much. Nothing was taken. Take less with it.',
    member_has_paid: 'The member has paid toward this order, so it stays theirs. Nothing changed.',
    refund_share_too_small:
      'Part of this order was paid with points or a coupon, and they take their share. Nothing went back. Choose By share.',
    top_up_out_of_range: 'This cannot be paid in. Nothing was taken. Correct the amount or the reference.',
    coupon_out_of_range:
      'This coupon cannot be given. It must take off more than nothing and last until today or later.',
    coupon_exists: 'The member has this coupon already. It was not given twice. Go on.',
    too_many_coupons: 'The member has too many coupons. None was given. Take one back first.',
    adjustment_out_of_range:
      'It cannot be put right so. Nothing changed. Move something, and take off no more than there is.',
    member_merged: 'This member is part of another one now. Nothing changed. Look the guest up again.',
    member_has_merged:
      'Others were merged into this member. Nothing changed. Keep this one instead, or take those apart first.',
    too_many_merged:
      'Too many members are merged into this one. Nothing changed. Ask whether they are one person.',
    member_not_merged: 'This member stands for themselves already. Nothing changed. Look the guest up again.',
    same_member: 'Both are the same member. Nothing moved. Choose another.',
  },
  zh: {
    code_of_another_time:
      '这个码不是现在这一分钟的，没有加会员。请会员重新打开页面；仍不行请核对手机与收银台的时间。',
    code_unknown: '本店不认识出示此码的手机，没有加会员。请输入手机号。',
    coupon_unreadable: '这不是完整的券码，没有变动。请客人重新打开券，再扫一次。',
    coupon_forged: '这个券码不是本店认识的手机生成的，没有变动。请客人在自己的会员页打开券。',
    coupon_of_nobody: '本店没有这位会员，没有变动。请先用手机号找到会员，再扫券。',
    coupon_used_here: '这张券在本店用过了，没有收款。一张券只用一次。',
    coupon_gone: '这张券已用掉、收回或转给别人，没有变动。请客人刷新会员页。',
    coupon_elsewhere: '这张券在别的门店，又联系不上总部，没有变动。请下次再用。',
    coupon_lies_here: '这张券就在本店，没有收款。请直接选会员的券。',
    coupon_risk_too_large: '联系不上总部，超出门店愿为该会员承担的券额，没有收款。其余请用别的方式付。',
    code_forged: '这个码不是该会员的手机生成的，没有加会员。请输入手机号，并核对本人。',
    code_shown_before: '这个码已经在本店用过，没有加会员。请等会员页显示下一个。',
    no_hq: '本店没有总部，会员页由总部显示，未能邀请。请在 store.toml 中填写总部。',
    hq_away: '显示会员页的总部没有回应，未能邀请。请稍后再试。',
    promotions_stale: '优惠算好之后单子有变化，没有收款。请关闭后重新点收款。',
    tags_invalid: '这些标签不能保存，没有变化。最多十个，不要重复，每个 20 字以内。',
    member_card_invalid: '这张卡不能保存，没有变化。最多五张，每张 4 到 64 个字母、数字或符号。',
    member_card_taken: '这张卡属于别的会员，没有变化。请先在那边去掉。',
    birthday_invalid: '没有这一天，没有变化。请更正生日，或不填。',
    no_member: '这一步需要会员，没有收款。请先找到会员。',
    value_too_small: '储值不够，没有收款。其余请用别的方式付。',
    stored_value_off: '本店没有开通储值，没有收款。请经理在设置里打开。',
    member_is_owed: '本店还欠这位会员储值，没有删除。请先在收银台退还。',
    feedback_given: '这张单已经评价过，没有变化。谢谢。',
    feedback_out_of_range: '没有记下。请选 1 到 5 分，文字写短一些。',
    points_not_taken: '本店积分不能抵现，没有收款。请用别的方式付。',
    hq_reached: '总部已恢复联系，没有收款。请打开会员卡，别处的积分会过来。',
    risk_too_large: '联系不上总部，超出门店愿承担的积分，没有收款。其余请用别的方式付。',
    points_too_few: '积分不够，没有收款。其余请用别的方式付。',
    unknown_coupon: '会员已没有这张券：用过了或被收回。请用别的方式付。',
    coupon_expired: '这张券过期了，没有收款。请用别的方式付。',
    coupon_needs_more: '金额没到这张券的门槛，没有收款。请加点东西，或不用券。',
    coupon_too_small: '这张券没有这么多，没有收款。请少抵一些。',
    member_has_paid: '会员已为这张单付过款，不能更换会员，没有变化。',
    refund_share_too_small: '这张单部分用积分或券付，退款要按比例退，没有退。请选“按比例”。',
    top_up_out_of_range: '这笔不能充值，没有收款。请更正金额或编号。',
    coupon_out_of_range: '这张券不能发。抵扣要大于零，有效期不能早于今天。',
    coupon_exists: '会员已有这张券，没有重复发。可以继续。',
    too_many_coupons: '会员的券太多，没有发。请先收回一张。',
    adjustment_out_of_range: '不能这样调整，没有变化。请填写变动，且不能扣成负数。',
    member_merged: '这位会员已并入另一位，没有改动。请重新查找。',
    member_has_merged: '已有会员并入这一位，没有改动。请改为保留这一位，或先把那些拆开。',
    too_many_merged: '并入这一位的会员已经太多，没有改动。请核对是否同一个人。',
    member_not_merged: '这位会员本来就是独立的，没有改动。请重新查找。',
    same_member: '两边是同一位会员，没有转。请选另一位。',
  },
});

/** Every code with a sentence of its own. */
export type RejectionCode =
  | keyof ReturnType<typeof sentences>
  | keyof ReturnType<typeof moneySentences>
  | keyof ReturnType<typeof kitchenSentences>
  | keyof ReturnType<typeof memberSentences>;

/**
 * What to tell the person at the screen about a refusal: our sentence in their language, or the store server's own
 * message for a code that this page does not know yet.
 */
export function explain(refusal: { rejection: Rejection; message: string }): string {
  return explainCode(refusal.rejection.code, refusal.message);
}

/** The same for refusals that carry only a code, such as a wrong PIN. */
export function explainCode(code: string, message: string): string {
  const known: Readonly<Record<string, string>> = {
    ...sentences(),
    ...moneySentences(),
    ...kitchenSentences(),
    ...memberSentences(),
  };
  if (Object.hasOwn(known, code)) return known[code] ?? message;
  return message === '' ? UNKNOWN[language.value] : message;
}

const UNKNOWN: Record<Language, string> = {
  en: 'The store server refused this. Nothing changed for the guest. Try again or ask a manager.',
  zh: '门店服务器没有接受，客人那边没有变化。请再试一次或问经理。',
};
