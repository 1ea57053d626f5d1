import { dictionary, type Category, type Colour } from '@comanda/web';
import { SelectField } from '../fields';
import { CodedList } from './CodedList';
import { put, working } from './state';

const COLOURS: readonly Colour[] = ['tea', 'noodle', 'dumpling', 'side', 'sweet', 'plain'];

const t = dictionary({
  en: {
    title: 'Category',
    lead: 'The rail at the till. The colour is a thin edge on its buttons; the name always stands beside it.',
    colour: 'Colour',
    tea: 'Green',
    noodle: 'Ochre',
    dumpling: 'Plum',
    side: 'Blue',
    sweet: 'Rose',
    plain: 'Grey',
  },
  zh: {
    title: '分类',
    lead: '收银台左边的一栏。颜色是按钮上的细边，旁边总有名称。',
    colour: '颜色',
    tea: '绿',
    noodle: '赭',
    dumpling: '紫',
    side: '蓝',
    sweet: '玫红',
    plain: '灰',
  },
});

/** The categories. */
export function Categories() {
  const { categories, items } = working.value;
  const save = (category: Category) => put({ type: 'put_category', category });
  return (
    <CodedList
      kind="category"
      title={t().title}
      lead={t().lead}
      list={categories}
      uses={(code) => items.filter((item) => item.category === code).length}
      onPut={save}
      onRemove={(code) => put({ type: 'remove_category', code })}
      blank={(code): Category => ({ code, names: { zh: '', en: '' }, colour: 'plain' })}
    >
      {(category) => (
        <div class="with-swatch" style={{ '--edge-colour': `var(--${category.colour})` }}>
          <SelectField
            label={t().colour}
            value={category.colour}
            options={COLOURS.map((colour) => ({ value: colour, label: t()[colour] }))}
            onValue={(value) =>
              save({ ...category, colour: COLOURS.find((colour) => colour === value) ?? 'plain' })
            }
          />
        </div>
      )}
    </CodedList>
  );
}
