import { dictionary, pickOther } from '@comanda/web';
import { checkLines } from './check';
import { Find, Menu } from './Menu';
import { typed } from './panel';
import { items } from './store';

const t = dictionary({
  en: {
    shop: 'Shop',
    scan: 'Scan the next item',
    hint: 'Or type its name, its number or a part of its barcode.',
    last: 'Last one',
  },
  zh: {
    shop: '零售',
    scan: '请扫下一件商品',
    hint: '也可以输入名称、货号或条码的一部分。',
    last: '刚扫的',
  },
});

/** What lies beside the slip in a shop: the scan comes first, a menu only when somebody types. */
export function Retail() {
  if (typed.value !== '') return <Menu />;
  const last = checkLines.value.findLast((line) => line.row.voided !== true);
  const item = items.value.get(last?.item_id ?? '');
  return (
    <section class="menu retail" aria-label={t().shop}>
      <Find />
      <div class="scan-line">
        <p class="scan">{t().scan}</p>
        <p class="hint">{t().hint}</p>
        {last !== undefined && (
          <div class="last" data-testid="last-scanned">
            <h3>{t().last}</h3>
            <p>
              <b>{last.row.name}</b> <small>{item === undefined ? '' : pickOther(item.names)}</small>
            </p>
            <p class="amount">
              {last.quantity} × <b>{last.row.amount}</b>
            </p>
            <p class="hint">{item?.sku}</p>
          </div>
        )}
      </div>
    </section>
  );
}
