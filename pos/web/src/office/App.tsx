import { useEffect } from 'preact/hooks';
import {
  Banner,
  Button,
  dictionary,
  LanguageSwitch,
  pick,
  SavedChip,
  ThemeSwitch,
  type Connection,
} from '@comanda/web';
import { FloorPage } from './floor/FloorPage';
import { MembersPage } from './members/MembersPage';
import { MenuPage } from './menu/MenuPage';
import { ReportsPage } from './reports/ReportsPage';
import { addressOf, PAGES, route, type PageName, type PartName } from './route';
import { SignIn } from './SignIn';
import { StockPage } from './stock/StockPage';
import { catalogue, connection, openLine, staff, store } from './store';

const t = dictionary({
  en: {
    title: 'Back office',
    pages: 'Pages',
    parts: 'Parts of this page',
    signOut: 'Sign out',
    notManager: (name: string) =>
      `${name} cannot use the back office: it is for managers. Nothing was changed. Sign out and ask a manager to sign in.`,
    stale: (seconds: number) =>
      `The store server has not answered for ${seconds} s. What you see may be out of date, and nothing can be published until it is back. Your draft stays in this browser.`,
    loading: 'Waiting for the menu from the store server…',
    menu: 'Menu',
    floor: 'Floor plan',
    members: 'Members',
    guests: 'Guests',
    numbers: 'Numbers',
    groups: 'Groups',
    scorecard: 'Scorecard',
    commission: 'Commission',
    coupons: 'Coupons',
    duplicates: 'Duplicates',
    newcomers: 'Import',
    reports: 'Reports',
    stock: 'Sold out',
    items: 'Items',
    categories: 'Categories',
    choices: 'Choices',
    taxes: 'Taxes',
    stations: 'Stations',
    channels: 'Channels',
    promotions: 'Promotions',
    import: 'Import',
    versions: 'Versions',
    sales: 'Sales',
    kitchen: 'Kitchen',
    feedback: 'Feedback',
    exceptions: 'Voids and more',
    drawers: 'Drawers',
    days: 'Days',
    plan: 'Plan',
  },
  zh: {
    title: '后台管理',
    pages: '页面',
    parts: '本页的部分',
    signOut: '退出',
    notManager: (name) => `${name}不能使用后台：后台只给经理用，没有任何改动。请退出，让经理登录。`,
    stale: (seconds) =>
      `门店服务器已 ${seconds} 秒没有回应，这里可能不是最新，恢复前不能发布。您的草稿保存在这个浏览器里。`,
    loading: '正在等门店服务器的菜单…',
    menu: '菜单',
    floor: '桌位图',
    members: '会员',
    guests: '客人',
    numbers: '数字',
    groups: '分组',
    scorecard: '员工对比',
    commission: '提成',
    coupons: '优惠券',
    duplicates: '重复',
    newcomers: '导入',
    reports: '报表',
    stock: '售罄',
    items: '商品',
    categories: '分类',
    choices: '选项组',
    taxes: '税率',
    stations: '档口',
    channels: '渠道',
    promotions: '优惠',
    import: '导入',
    versions: '版本',
    sales: '销售',
    kitchen: '后厨',
    feedback: '评价',
    exceptions: '作废等',
    drawers: '钱箱',
    days: '日结',
    plan: '桌位',
  },
});

/** The back office of a paired device. */
export function App() {
  useEffect(openLine, []);
  const line = connection.value;
  const who = staff.value;
  if (line === null || who === null) return <SignIn />;
  return (
    <div class="office">
      <TopBar line={line} name={pick(who.names)} />
      <Stale line={line} />
      {who.role === 'manager' ? (
        <Page />
      ) : (
        <main class="plain">
          <Banner tone="bad">{t().notManager(pick(who.names))}</Banner>
        </main>
      )}
    </div>
  );
}

function TopBar({ line, name }: { line: Connection; name: string }) {
  const { page } = route.value;
  const at = store.value;
  return (
    <header class="top">
      <h1>
        <span class="shop">{at === null ? 'Comanda' : pick(at.names)}</span> <small>{t().title}</small>
      </h1>
      <nav aria-label={t().pages}>
        {(Object.keys(PAGES) as PageName[]).map((known) => (
          <a
            key={known}
            href={addressOf(known)}
            aria-current={known === page ? 'page' : undefined}
            data-testid={`page-${known}`}
          >
            {t()[known]}
          </a>
        ))}
      </nav>
      <span class="space" />
      <span class="chip who">{name}</span>
      <SavedChip connection={line} />
      <span class="switches">
        <LanguageSwitch />
        <ThemeSwitch />
        <Button tone="quiet" data-testid="sign-out" onClick={() => line.signOut()}>
          {t().signOut}
        </Button>
      </span>
    </header>
  );
}

function Stale({ line }: { line: Connection }) {
  const now = line.freshness.value;
  return now.type === 'stale' ? (
    <div class="news">
      <Banner tone="bad">{t().stale(now.heardAgoS)}</Banner>
    </div>
  ) : null;
}

function Page() {
  const { page, part } = route.value;
  if (catalogue.value === null || store.value === null)
    return (
      <main class="plain">
        <p role="status">{t().loading}</p>
      </main>
    );
  const parts: readonly PartName[] = PAGES[page];
  return (
    <main class={`page ${page}`}>
      {parts.length > 1 && (
        <nav class="parts" aria-label={t().parts}>
          {parts.map((known) => (
            <a
              key={known}
              href={addressOf(page, known)}
              aria-current={known === part ? 'page' : undefined}
              ref={known === part ? intoView : null}
              data-testid={`part-${known}`}
            >
              {t()[known]}
            </a>
          ))}
        </nav>
      )}
      {page === 'menu' && <MenuPage part={part} store={store.value} />}
      {page === 'floor' && <FloorPage />}
      {page === 'members' && <MembersPage part={part} store={store.value} />}
      {page === 'reports' && <ReportsPage part={part} store={store.value} />}
      {page === 'stock' && <StockPage />}
    </main>
  );
}

/** On a narrow screen the parts are wider than it: the one that is open is never out of sight. */
function intoView(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
