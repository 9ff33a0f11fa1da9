import type { TableSource } from '../../platform/feel/index.ts';

/** What an installation starts with: rules as anybody may change them. Periods count from the start of the unit's time. */
export interface ShippedPolicy { readonly key: string; readonly name: { zh: string; en: string }; readonly kind: 'statutory' | 'manufacturer' | 'exclusions'; readonly pausesInRepair: boolean; readonly position: number; readonly table: TableSource }

const quote = (text: string) => `"${text}"`;
const inputsOf = (names: readonly (readonly [string, string, string])[]) => names.map(([expression, label, type]) => ({ id: `in-${expression}`, label, expression, type }));
const promises = ['remedy', 'period', 'zh', 'en'].map((name, i) => ({ id: `out-${name}`, label: ['服务 · Remedy', '期限 · Period', '条款 · Clause (zh)', '条款 · Clause (en)'][i] ?? '', name, type: 'string', listed: null, fallback: null }));
const denials = ['excludes', 'zh', 'en'].map((name, i) => ({ id: `out-${name}`, label: ['排除 · Excludes', '条款 · Clause (zh)', '条款 · Clause (en)'][i] ?? '', name, type: 'string', listed: null, fallback: null }));
type Rule = readonly [cells: readonly string[], outputs: readonly string[], note?: string];
const rulesOf = (rules: readonly Rule[]) => rules.map(([cells, outputs, annotation = ''], i) => ({ id: `rule-${i + 1}`, inputs: cells, outputs: outputs.map(quote), annotation }));

const china: ShippedPolicy = {
  key: 'cn-three-guarantees', name: { zh: '中国三包', en: "China's three guarantees (三包)" }, kind: 'statutory', pausesInRepair: true, position: 10,
  table: {
    id: 'cn-three-guarantees', name: '三包 · Three guarantees', policy: { kind: 'RULE ORDER', aggregation: null },
    inputs: inputsOf([['region', '地区 · Region', 'string'], ['category', '品类 · Category', 'string'], ['part', '部件 · Part', 'string'], ['basis', '起算依据 · Counted from', 'string'], ['repairs', '已修次数 · Repairs so far', 'number']]),
    outputs: promises,
    rules: rulesOf([
      [['"CN"', '-', '-', '"purchase", "activation"', '-'], ['return', 'P7D', '自售出之日起 7 日内出现性能故障，可以选择退货、换货或修理。', 'Within 7 days of the sale a fault in use entitles to return, exchange or repair.']],
      [['"CN"', '-', '-', '"purchase", "activation"', '-'], ['exchange', 'P15D', '自售出之日起 15 日内出现性能故障，可以选择换货或修理。', 'Within 15 days of the sale a fault in use entitles to exchange or repair.']],
      [['"CN"', '-', '-', '"purchase", "activation"', '-'], ['repair', 'P1Y', '整机三包有效期一年，期内免费修理。', 'The whole product is repaired free of charge for one year.']],
      [['"CN"', '-', '"motor", "compressor", "mainboard", "pump"', '"purchase", "activation"', '-'], ['repair', 'P3Y', '主要部件三包有效期三年，期内免费修理。', 'Main parts are repaired free of charge for three years.']],
      [['"CN"', '-', '-', '"purchase", "activation"', '>= 2'], ['replace', 'P1Y', '三包有效期内修理两次仍不能正常使用，免费更换同型号产品。', 'After two repairs that did not last, the product is replaced free of charge.']],
      [['"CN"', '-', '-', '"production"', '-'], ['repair', 'P1Y90D', '无法提供购买凭证时，自出厂之日起第 90 日起计算一年。', 'Without a proof of purchase, one year is counted from the 90th day after production.']],
      [['"CN"', '-', '-', '"production"', '>= 2'], ['replace', 'P1Y90D', '三包有效期内修理两次仍不能正常使用，免费更换同型号产品。', 'After two repairs that did not last, the product is replaced free of charge.']],
    ]),
  },
};

const europe: ShippedPolicy = {
  key: 'eu-legal-guarantee', name: { zh: '欧盟法定保证', en: 'EU legal guarantee' }, kind: 'statutory', pausesInRepair: false, position: 20,
  table: {
    id: 'eu-legal-guarantee', name: 'EU legal guarantee', policy: { kind: 'RULE ORDER', aggregation: null },
    inputs: inputsOf([['region', '地区 · Region', 'string'], ['online', '网购 · Bought online', 'boolean'], ['basis', '起算依据 · Counted from', 'string'], ['repairs', '已修次数 · Repairs so far', 'number']]),
    outputs: promises,
    rules: rulesOf([
      [['"EU"', 'true', '"purchase"', '-'], ['return', 'P14D', '网上或电话购买，收货后 14 日内可以无理由退货。', 'Bought at a distance, it may be sent back within 14 days without a reason.']],
      [['"EU"', '-', '-', '-'], ['repair', 'P2Y', '交付后两年内不符合合同的，免费修理或更换。', 'For two years from delivery a lack of conformity is repaired or replaced free of charge.']],
      [['"EU"', '-', '-', '-'], ['replace', 'P2Y', '消费者可以选择更换，除非不可能或费用不成比例。', 'The consumer may choose replacement, unless that is impossible or out of proportion.']],
      [['"EU"', '-', '-', '>= 1'], ['return', 'P2Y', '修理未能解决的，可以解除合同并退款。', 'When a repair did not solve it, the contract may be ended and the price refunded.']],
      [['"GB"', 'true', '"purchase"', '-'], ['return', 'P30D', '英国：30 日内可以拒收有缺陷的商品并退款。', 'United Kingdom: faulty goods may be rejected within 30 days for a refund.']],
    ]),
  },
};

const maker: ShippedPolicy = {
  key: 'manufacturer', name: { zh: '厂家保修', en: "Manufacturer's warranty" }, kind: 'manufacturer', pausesInRepair: true, position: 30,
  table: {
    id: 'manufacturer', name: '厂家保修 · Manufacturer', policy: { kind: 'RULE ORDER', aggregation: null },
    inputs: inputsOf([['category', '品类 · Category', 'string'], ['part', '部件 · Part', 'string'], ['purchasedOn', '购买日 · Bought on', 'date'], ['safety', '涉及安全 · Safety', 'boolean']]),
    outputs: promises,
    rules: rulesOf([
      [['-', '-', '-', '-'], ['repair', 'P1Y', '整机保修一年。', 'The whole product is under warranty for one year.']],
      [['"robot-vacuum", "smart-lock"', '-', '-', '-'], ['repair', 'P2Y', '扫地机器人与智能门锁整机保修两年。', 'Robot vacuums and smart locks are under warranty for two years.']],
      [['-', '"motor"', '-', '-'], ['repair', 'P3Y', '电机保修三年。', 'Motors are under warranty for three years.']],
      [['-', '"battery"', '-', '-'], ['repair', 'P1Y', '电池保修一年，容量低于 60% 免费更换。', 'Batteries are under warranty for one year and replaced below 60 % of their capacity.']],
      [['-', '-', '-', 'true'], ['replace', 'P5Y', '涉及安全的故障，五年内免费更换。', 'A fault that may harm somebody: replaced free of charge for five years.']],
    ]),
  },
};

const exclusions: ShippedPolicy = {
  key: 'exclusions', name: { zh: '不予保修的情形', en: 'What is not covered' }, kind: 'exclusions', pausesInRepair: false, position: 40,
  table: {
    id: 'exclusions', name: '除外 · Exclusions', policy: { kind: 'FIRST', aggregation: null },
    inputs: inputsOf([['exclusion', '情形 · Kind', 'string'], ['region', '地区 · Region', 'string'], ['safety', '涉及安全 · Safety', 'boolean']]),
    outputs: denials,
    rules: rulesOf([
      [['"human-damage"', '-', '-'], ['all', '因使用、维护、保管不当造成损坏，不在保修范围内。', 'Damage by misuse or lack of care is not covered.']],
      [['"disaster"', '-', '-'], ['all', '因不可抗力（如雷击、水淹、地震）造成损坏，不在保修范围内。', 'Damage by force majeure (lightning, flood, earthquake) is not covered.']],
      [['"unauthorised-repair"', '"EU", "GB"', '-'], ['exchange', '非授权维修不影响法定保证，但不能换新。', 'A repair by others does not end the legal guarantee, but rules an exchange out.']],
      [['"unauthorised-repair"', '-', '-'], ['all', '自行拆动或由非授权单位维修，不在保修范围内。', 'Opened or repaired by somebody without authority: not covered.']],
      [['"consumable"', '-', '-'], ['all', '滤芯、刷头、墨水等耗材正常损耗，不在保修范围内。', 'Wear of consumables such as filters, brushes and ink is not covered.']],
      [['-', '-', '-'], ['repair, replace, exchange', '记录的情形不在保修范围内。', 'What was recorded is not covered.']],
    ]),
  },
};

export const shippedPolicies: readonly ShippedPolicy[] = [china, europe, maker, exclusions];
/** A proof of purchase that needs no look. */
export const shippedAcceptRule = [
  'proof.kind = "order" or (',
  'proof.files > 0 and (proof.kind = "invoice" or proof.kind = "receipt") and unit.serialValid and not(unit.proven)',
  'and date(proof.purchasedOn) <= today()',
  'and (unit.producedOn = null or (date(proof.purchasedOn) >= date(unit.producedOn) and date(proof.purchasedOn) <= date(unit.producedOn) + duration("P3Y"))))',
].join(' ');
