import { dictionary } from '../i18n';

/** Refusals about kitchen tickets, calls, layouts and allergies, per code, in both languages. */
export const kitchenSentences = dictionary({
  en: {
    allergy_unconfirmed:
      'The guest is allergic to something here. It is not bumped. Look at the line, then confirm it.',
    remake_too_much: 'There were not that many. Nothing is made again. Choose a smaller number.',
    call_exists: 'The till has this call already. It is not called twice. Carry on.',
    too_many_calls:
      'Too many calls wait for an answer. This one did not reach the till. Tell them in person.',
    call_without_line: 'It is not clear what cannot be made. The till was not told. Choose the line.',
    unknown_call: 'Somebody answered this call already. Nothing more to do.',
    no_chit_printer: 'No printer can print this ticket. Nothing was printed. Read it from the screen.',
    unknown_layout: 'This layout is no longer there. The kitchen works as before. Choose another.',
    allergy_consent_missing:
      'The guest has not agreed that we keep this. Nothing was kept. Ask them first, then tick it.',
  },
  zh: {
    allergy_unconfirmed: '客人对这里的东西过敏，没有划掉。请看清那一行，再确认。',
    remake_too_much: '没有那么多份，没有重做。请选少一些。',
    call_exists: '收银已经收到，不会重复叫。请继续。',
    too_many_calls: '等回应的呼叫太多，这一次收银没有收到。请当面说。',
    call_without_line: '没说清是哪一道做不了，收银没有收到。请选那一行。',
    unknown_call: '已经有人回应了。不用再处理。',
    no_chit_printer: '没有打印机能打这张单，没有打印。请看屏幕。',
    unknown_layout: '这个布局已经没有了，后厨照旧。请选别的。',
    allergy_consent_missing: '客人还没同意保存过敏信息，没有保存。请先问，再勾选。',
  },
});
