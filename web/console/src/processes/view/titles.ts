/** Names of the elements of a BPMN file in a language, by id, without drawing it: for lists and tables. Flows and unnamed elements are left out. */
export function namesIn(xml: string, language: string): Map<string, string> {
  const names = new Map<string, string>();
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  for (const element of document.getElementsByTagNameNS('http://www.omg.org/spec/BPMN/20100524/MODEL', '*')) {
    const id = element.getAttribute('id');
    if (!id || element.localName === 'sequenceFlow') continue;
    const holder = [...element.children].find((one) => one.localName === 'extensionElements');
    const title = [...(holder?.children ?? [])].find((one) => one.localName === 'title');
    const name = title?.getAttribute(language.startsWith('zh') ? 'zh' : 'en') || element.getAttribute('name');
    if (name) names.set(id, name);
  }
  return names;
}
