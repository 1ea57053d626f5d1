import { ALLERGEN_MARK, allergenName, ALLERGENS, dictionary, pick } from '@comanda/web';
import { CountField, Ticks } from '../fields';
import type { PartProps } from './ItemEditor';
import { working } from './state';
import { PORTIONS_MAX } from './validate';

const t = dictionary({
  en: {
    stations: 'Made at',
    counter: 'Without a tick it is handed over the counter.',
    choices: 'Choices with it',
    allergens: 'Allergens',
    prep: 'Takes to make',
    prepHint: '0 where nobody said.',
    seconds: 's',
    recipe: 'Portions in one of it',
    recipeHint: 'What the kitchen counts; 0 for none. Ingredients are under Kitchen.',
  },
  zh: {
    stations: '制作档口',
    counter: '不勾选表示前台直接给客人。',
    choices: '可选项',
    allergens: '过敏原',
    prep: '制作时间',
    prepHint: '没有设定填 0。',
    seconds: '秒',
    recipe: '一份用多少',
    recipeHint: '后厨要数的配料，不用填 0。配料在“后厨”里设定。',
  },
});

/** Where it is made, what is chosen with it, what is in it. */
export function KitchenFields({ form, onChange }: PartProps) {
  const { stations, modifier_groups, ingredients = [] } = working.value;
  const portionsOf = (code: string) => form.recipe.find((part) => part.ingredient === code)?.portions ?? 0;
  const setPortions = (ingredient: string, portions: number) => {
    const others = form.recipe.filter((part) => part.ingredient !== ingredient);
    onChange({ recipe: portions === 0 ? others : [...others, { ingredient, portions }] });
  };
  return (
    <>
      <Ticks
        legend={t().stations}
        options={stations.map(({ code, names }) => ({ value: code, label: pick(names) }))}
        chosen={form.stations}
        onChosen={(chosen) => onChange({ stations: chosen })}
      />
      {form.stations.length === 0 && <p class="hint">{t().counter}</p>}
      <Ticks
        legend={t().choices}
        options={modifier_groups.map(({ id, names }) => ({ value: id, label: pick(names) }))}
        chosen={form.modifier_groups}
        onChosen={(chosen) => onChange({ modifier_groups: chosen })}
      />
      <Ticks
        legend={t().allergens}
        options={ALLERGENS.map((value) => ({
          value,
          label: `${ALLERGEN_MARK[value]} ${allergenName(value)}`,
        }))}
        chosen={form.allergens}
        onChosen={(allergens) => onChange({ allergens })}
      />
      <div class="grid-2">
        <CountField
          label={t().prep}
          hint={t().prepHint}
          unit={t().seconds}
          value={form.prep_s}
          most={86_400}
          onValue={(prep_s) => onChange({ prep_s })}
        />
      </div>
      {ingredients.length > 0 && (
        <fieldset>
          <legend>{t().recipe}</legend>
          <p class="hint">{t().recipeHint}</p>
          <div class="grid-2">
            {ingredients.map(({ code, names }) => (
              <CountField
                key={code}
                label={pick(names)}
                value={portionsOf(code)}
                most={PORTIONS_MAX}
                testId={`portions-${code}`}
                onValue={(portions) => setPortions(code, portions)}
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
