/** Browser and system of a user agent, in short: «Chrome · Windows». */
export function deviceWords(agent: string): { readonly words: string; readonly phone: boolean } {
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'Linux'].find((one) => agent.includes(one)) ?? '';
  // Each of them says it is the later ones, too.
  const browser = ['Edg', 'Firefox', 'OPR', 'MicroMessenger', 'Chrome', 'Safari'].find((one) => agent.includes(one)) ?? '';
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', MicroMessenger: 'WeChat', 'Mac OS X': 'Mac' };
  return { words: [browser, system].filter(Boolean).map((one) => names[one] ?? one).join(' · '), phone: /Android|iPhone/.test(system) };
}
