// The demo shop's own script: picks a language, finds a chat site and embeds the loader as any page would.
void (async () => {
  const query = new URLSearchParams(location.search);
  const language = (query.get('lang') ?? navigator.language).startsWith('zh') ? 'zh-CN' : 'en';
  const chinese = {
    shop: '临河家电', name: '清溪滚筒洗衣机 8 公斤', price: '¥2,699', text: '每分钟 1400 转依然安静，15 分钟快洗，滚筒自动称重。整机保修两年，配件供应十年。', one: '8 公斤，每分钟 1400 转', two: '脱水噪声 72 分贝',
    three: '百次洗涤耗电 47 度', hint: '这是一家商店的页面。右下角的圆形按钮就是在线咨询，页面里只加了一行脚本：', missing: '还没有开通在线咨询。请在“设置 → 渠道”里新建一个，再用 ?site=KEY 打开本页。',
  };
  document.documentElement.lang = language;
  if (language === 'zh-CN') {
    document.title = '清溪滚筒洗衣机 8 公斤——嵌入在线咨询的商店页面';
    for (const element of document.querySelectorAll('[data-say]')) element.textContent = chinese[element.dataset.say] ?? element.textContent;
  }
  for (const link of document.querySelectorAll('[data-lang]')) {
    const target = new URLSearchParams(query);
    target.set('lang', link.dataset.lang);
    link.href = `?${target}`;
    if (link.dataset.lang === language) link.setAttribute('aria-current', 'true');
  }
  const site = query.get('site') ?? (await fetch('../api/v1/portal/company').then((answer) => answer.json()).then((company) => company.chatSite).catch(() => null));
  const loader = new URL('loader.js', location.href).href;
  document.querySelector('#snippet').textContent = `<script src="${loader}" data-site="${site ?? 'SITEKEY'}" async></script>`;
  document.querySelector('#missing').hidden = Boolean(site);
  if (!site) return;
  const script = document.createElement('script');
  script.src = loader;
  script.async = true;
  script.dataset.site = site;
  for (const name of ['accent', 'theme']) if (query.get(name)) script.dataset[name] = query.get(name);
  document.head.append(script);
})();
