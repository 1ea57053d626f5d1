import type { Trade } from './protocol.gen';

/** How a small sample shop trades, for tests. */
export const A_TRADE: Trade = {
  mode: 'restaurant',
  cash_step: 1,
  service_ppm: 0,
  service_from_guests: 1,
  drivers: [],
  slots: null,
  policy: {
    cashier_discount_ppm: 100_000,
    cashier_voids_fired: false,
    cashier_refund: 0,
    cashier_pay_out: 5_000,
    refund_days: 90,
  },
  members: {
    points_per_major_paid: 100,
    stored_value: true,
    top_up_gifts: [],
    cashier_coupon: 500,
    kept_value: null,
    kept_points: null,
    risk_points: 0,
    risk_coupons: 0,
    points_idle_days: null,
    tiers: [],
    tier_months: 12,
    tier_grace_months: 1,
    at_risk_days: 45,
    lost_days: 90,
    quiet_days: 7,
    tag_rules: [],
    commission: { first_ppm: 0, last_ppm: 0, served_ppm: 0 },
  },
};
