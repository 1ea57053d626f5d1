import { locale } from '../i18n';
import { groupName, groupWhy, groupWords } from '../messages/groups';
import type { MemberGroup, StoreCard } from '../protocol.gen';

const t = groupWords;

type Props = {
  groups: readonly MemberGroup[];
  /** By whose rules they are counted. */
  store: StoreCard;
  onOpen: (group: MemberGroup) => void;
};

/** Groups of members, each with how many are in it; pressed, it opens. */
export function GroupGrid({ groups, store, onOpen }: Props) {
  const count = new Intl.NumberFormat(locale());
  return (
    <ul class="group-grid">
      {groups.map((group) => (
        <li key={group.key}>
          <button
            type="button"
            class="group"
            data-testid="group"
            data-group={group.key}
            onClick={() => onOpen(group)}
          >
            <b>{count.format(group.members)}</b>
            <span>{groupName(group.of)}</span>
            <small>{groupWhy(group.of, store)}</small>
            <small>{t().reachable(count.format(group.reachable))}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}
