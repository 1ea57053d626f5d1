import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Banner, Button, dictionary, explainCode, pick } from '@comanda/web';
import { keepPhoto, photoUrl } from '../api';
import { CountField } from '../fields';
import type { PartProps } from './ItemEditor';
import { ItemPicker } from './ItemPicker';
import { shrink } from './photo';
import { lookup } from './state';

const t = dictionary({
  en: {
    photo: 'Picture',
    upload: 'Choose a picture…',
    uploading: 'Keeping the picture…',
    removePhoto: 'Remove the picture',
    unreadable:
      'This file is not a picture that the browser can read. Nothing was kept. Choose a JPEG, PNG or WebP.',
    notKept: 'The store did not keep the picture. The item stays as it was. Try again.',
    substitutes: 'Offer instead when there is none left, best first',
    addSubstitute: 'Add an item to offer instead',
    remove: (name: string) => `Remove ${name}`,
    perDay: 'At most per day',
    perMember: 'At most per member and day',
    noLimit: '0 for no limit',
  },
  zh: {
    photo: '照片',
    upload: '选择照片…',
    uploading: '正在保存照片…',
    removePhoto: '去掉照片',
    unreadable: '浏览器读不出这个文件，没有保存。请选择 JPEG、PNG 或 WebP 图片。',
    notKept: '门店没有保存这张照片，商品没有变化。请再试一次。',
    substitutes: '卖完时推荐，最合适的在前',
    addSubstitute: '添加替代商品',
    remove: (name) => `去掉${name}`,
    perDay: '每天最多',
    perMember: '每位会员每天最多',
    noLimit: '不限填 0',
  },
});

/** The picture, what to offer instead, and how many may be sold. */
export function MoreFields(props: PartProps) {
  const { form, onChange } = props;
  return (
    <>
      <PhotoField {...props} />
      <fieldset>
        <legend>{t().substitutes}</legend>
        <ul class="tags">
          {form.substitutes.map((id) => {
            const found = lookup.value.items.get(id);
            const name = found === undefined ? '?' : pick(found.names);
            return (
              <li key={id}>
                <Button
                  class="small"
                  aria-label={t().remove(name)}
                  onClick={() => onChange({ substitutes: form.substitutes.filter((one) => one !== id) })}
                >
                  {name} ×
                </Button>
              </li>
            );
          })}
        </ul>
        <ItemPicker
          label={t().addSubstitute}
          fits={(item) => item.id !== form.id && !form.substitutes.includes(item.id)}
          onPick={(item) => onChange({ substitutes: [...form.substitutes, item.id] })}
        />
      </fieldset>
      <div class="grid-2">
        <CountField
          label={t().perDay}
          hint={t().noLimit}
          value={form.most_per_day}
          onValue={(most_per_day) => onChange({ most_per_day })}
        />
        <CountField
          label={t().perMember}
          hint={t().noLimit}
          value={form.most_per_member}
          onValue={(most_per_member) => onChange({ most_per_member })}
        />
      </div>
    </>
  );
}

function PhotoField({ form, onChange }: PartProps) {
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const upload = async (file: File) => {
    busy.value = true;
    refusal.value = null;
    const small = await shrink(file);
    const answer = small === null ? null : await keepPhoto(small);
    busy.value = false;
    if (answer === null) refusal.value = t().unreadable;
    else if (answer.type === 'ok') onChange({ photo: answer.value.hash });
    else refusal.value = answer.code === 'no_answer' ? t().notKept : explainCode(answer.code, answer.detail);
  };
  return (
    <fieldset>
      <legend>{t().photo}</legend>
      <div class="photo">
        {form.photo !== null && <Photo hash={form.photo} />}
        <label class="btn">
          {busy.value ? t().uploading : t().upload}
          <input
            class="unseen"
            type="file"
            accept="image/jpeg,image/png,image/webp"
            disabled={busy.value}
            data-testid="photo"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file !== undefined) void upload(file);
            }}
          />
        </label>
        {form.photo !== null && (
          <Button tone="quiet" onClick={() => onChange({ photo: null })}>
            {t().removePhoto}
          </Button>
        )}
      </div>
      {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
    </fieldset>
  );
}

/** A kept picture; nothing where the store does not give it. */
export function Photo({ hash }: { hash: string }) {
  const url = useSignal<string | null>(null);
  useEffect(() => {
    let gone = false;
    void photoUrl(hash).then((found) => {
      if (!gone) url.value = found;
      else if (found !== null) URL.revokeObjectURL(found);
    });
    return () => {
      gone = true;
      if (url.peek() !== null) URL.revokeObjectURL(url.peek() ?? '');
      url.value = null;
    };
  }, [hash]);
  return url.value === null ? null : <img src={url.value} alt="" />;
}
