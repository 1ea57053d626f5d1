import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Button, dictionary, Sheet, type Note } from '@comanda/web';
import { checkLines } from './check';
import { setNote } from './hold';
import { closePanel } from './panel';
import { Pick } from './LineSheet';
import { details, setDetails } from './store';

/** Characters in a note, at most; the store refuses more. */
const NOTE_CHARS_MAX = 140;
/** Characters in what an order is called by, at most. */
const LABEL_CHARS_MAX = 40;

const t = dictionary({
  en: {
    line: (name: string) => `Note · ${name}`,
    order: 'Note on the whole order',
    words: 'Words',
    left: (count: string) => `${count} characters left. Never a card number.`,
    kitchen: 'Kitchen and staff',
    staff: 'Staff only',
    who: 'Who reads it?',
    quick: 'Quick phrases',
    save: 'Save the note',
    remove: 'Remove the note',
    phrases:
      'Less salt|Not spicy|Extra spicy|No onion|Sauce apart|Cut in half|Allergy: ask the guest|In a hurry',
    label: 'Name this order',
    labelHint: 'A name to find it by: “Anna”, “blue jacket”, “bar tab”. It stays among the open orders.',
    saveLabel: 'Save the name',
    removeLabel: 'Remove the name',
  },
  zh: {
    line: (name) => `备注 · ${name}`,
    order: '整单备注',
    words: '内容',
    left: (count) => `还可输入 ${count} 字。请勿填写银行卡号。`,
    kitchen: '后厨和前台',
    staff: '仅前台',
    who: '给谁看？',
    quick: '常用语',
    save: '保存备注',
    remove: '删除备注',
    phrases: '少盐|不辣|特辣|不要葱|酱料分开|对半切|过敏：请问客人|赶时间',
    label: '给这张单起名',
    labelHint: '方便查找，例如“王先生”“蓝衣服”“吧台”。单子留在未结单里。',
    saveLabel: '保存名字',
    removeLabel: '删除名字',
  },
});

/** Words about one line that the kitchen does not have yet. */
export function LineNoteSheet({ lineId }: { lineId: string }) {
  const line = checkLines.value.find((one) => one.row.id === lineId);
  if (line === undefined) return null;
  return (
    <NoteEditor
      title={t().line(line.row.name)}
      note={line.serving.note}
      onNote={(note) => setNote(line, note)}
    />
  );
}

/** Words about the order as a whole. */
export function OrderNoteSheet() {
  return (
    <NoteEditor
      title={t().order}
      note={details.value.note ?? null}
      onNote={(note) => setDetails({ note: note ?? undefined })}
    />
  );
}

type EditorProps = { title: string; note: Note | null; onNote: (note: Note | null) => void };

function NoteEditor({ title, note, onNote }: EditorProps) {
  const text = useSignal(note?.text ?? '');
  const forKitchen = useSignal(note?.for_kitchen ?? true);
  const done = (next: Note | null) => {
    onNote(next);
    closePanel();
  };
  const words = text.value.trim();
  const save = () => {
    if (words !== '') done({ text: words, for_kitchen: forKitchen.value });
  };
  const append = (phrase: string) => {
    const joined = words === '' ? phrase : `${words}, ${phrase}`;
    text.value = Array.from(joined).slice(0, NOTE_CHARS_MAX).join('');
  };
  return (
    <Sheet
      open
      class="note-sheet"
      title={title}
      onClose={closePanel}
      actions={
        <>
          {note !== null && (
            <Button tone="danger" data-testid="remove-note" onClick={() => done(null)}>
              {t().remove}
            </Button>
          )}
          <Button tone="go" data-testid="save-note" disabled={words === ''} onClick={save}>
            {t().save}
          </Button>
        </>
      }
    >
      <Words
        value={text.value}
        most={NOTE_CHARS_MAX}
        onValue={(value) => (text.value = value)}
        onEnter={save}
      />
      <p class="hint">{t().left(String(NOTE_CHARS_MAX - Array.from(text.value).length))}</p>
      <section>
        <h3>{t().who}</h3>
        <div class="pair">
          <Pick
            on={forKitchen.value}
            testid="note-kitchen"
            name={t().kitchen}
            onPick={() => (forKitchen.value = true)}
          />
          <Pick
            on={!forKitchen.value}
            testid="note-staff"
            name={t().staff}
            onPick={() => (forKitchen.value = false)}
          />
        </div>
      </section>
      <section>
        <h3>{t().quick}</h3>
        <div class="options">
          {t()
            .phrases.split('|')
            .map((phrase) => (
              <Button key={phrase} data-testid="phrase" onClick={() => append(phrase)}>
                {phrase}
              </Button>
            ))}
        </div>
      </section>
    </Sheet>
  );
}

type WordsProps = { value: string; most: number; onValue: (value: string) => void; onEnter: () => void };

function Words({ value, most, onValue, onEnter }: WordsProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <label class="field">
      <span class="unseen">{t().words}</span>
      <input
        ref={field}
        type="text"
        data-testid="words"
        autocomplete="off"
        value={value}
        maxLength={most}
        onInput={(event) => onValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.isComposing) onEnter();
        }}
      />
    </label>
  );
}

/** What a parked order or a tab is called by. */
export function LabelSheet() {
  const before = details.value.label ?? '';
  const text = useSignal(before);
  const words = text.value.trim();
  const done = (label: string | undefined) => {
    setDetails({ label });
    closePanel();
  };
  const save = () => {
    if (words !== '') done(words);
  };
  return (
    <Sheet
      open
      class="label-sheet"
      title={t().label}
      onClose={closePanel}
      actions={
        <>
          {before !== '' && (
            <Button tone="danger" onClick={() => done(undefined)}>
              {t().removeLabel}
            </Button>
          )}
          <Button tone="go" data-testid="save-label" disabled={words === ''} onClick={save}>
            {t().saveLabel}
          </Button>
        </>
      }
    >
      <p class="hint">{t().labelHint}</p>
      <Words
        value={text.value}
        most={LABEL_CHARS_MAX}
        onValue={(value) => (text.value = value)}
        onEnter={save}
      />
    </Sheet>
  );
}
