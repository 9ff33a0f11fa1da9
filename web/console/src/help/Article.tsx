import { Link } from '@tanstack/react-router';
import { lexer } from 'marked';
import type { Token, Tokens } from 'marked';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { shownKeys } from '../command/keys.ts';

interface Ways { readonly topic: (key: string, words: ReactNode) => ReactNode; /** Called when a link leads away from the help. */ readonly onLeave: () => void; /** Level of the first headings. */ readonly level: 2 | 3 }

/** The text of a help page: headings, paragraphs, lists, keys and links into the product. */
export function Article({ text, ...ways }: Ways & { readonly text: string }) {
  return <div className="hp-text">{lexer(text).map((token, at) => <Fragment key={at}>{block(token, ways)}</Fragment>)}</div>;
}

function block(token: Token, ways: Ways): ReactNode {
  switch (token.type) {
    case 'heading': { const Heading = ways.level === 2 ? 'h2' : 'h3'; return <Heading>{inline(token.tokens, ways)}</Heading>; }
    case 'paragraph': return <p>{inline(token.tokens, ways)}</p>;
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      const List = ordered ? 'ol' : 'ul';
      return <List>{items.map((item, at) => <li key={at}>{item.tokens.map((part, n) => <Fragment key={n}>{part.type === 'text' ? inline((part as Tokens.Text).tokens, ways) : block(part, ways)}</Fragment>)}</li>)}</List>;
    }
    default: return null;
  }
}

function inline(tokens: readonly Token[] | undefined, ways: Ways): ReactNode {
  return tokens?.map((token, at) => <Fragment key={at}>{piece(token, ways)}</Fragment>);
}

/** A single key, or keys held together: drawn as keys. Anything else in backticks is something one types. */
const key = /^(?:(?:Ctrl|Shift|Alt)\+)*(?:[A-Z]|[?/\\[\],@+]|Enter|Esc|F\d+|Tab)$/;
const one = (words: string) => (key.test(words) ? shownKeys(words.replace('Ctrl', 'mod').toLowerCase()).map((name, at) => <kbd key={at} className="ac-kbd">{name}</kbd>) : null);
const keysOf = (words: string): ReactNode => (/^[A-Z] \S$/.test(words) ? words.split(' ').map((part, at) => <Fragment key={at}>{one(part)}</Fragment>) : one(words));

function piece(token: Token, ways: Ways): ReactNode {
  switch (token.type) {
    case 'strong': return <strong>{inline(token.tokens, ways)}</strong>;
    case 'em': return <em>{inline(token.tokens, ways)}</em>;
    case 'codespan': { const drawn = keysOf(unescaped((token as Tokens.Codespan).text)); return drawn ? <span className="cs-keys">{drawn}</span> : <code>{unescaped((token as Tokens.Codespan).text)}</code>; }
    case 'link': return link(token as Tokens.Link, ways);
    case 'text': return unescaped((token as Tokens.Text).text);
    case 'escape': return (token as Tokens.Escape).text;
    default: return null;
  }
}

function link({ href, tokens }: Tokens.Link, ways: Ways): ReactNode {
  const words = inline(tokens, ways);
  if (href.startsWith('help:')) return ways.topic(href.slice('help:'.length), words);
  // Other apps of ours, and pages of the server, open beside.
  if (/^\/(?:api|portal|field)\//.test(href)) return <a className="ac-link" href={href} target="_blank" rel="noreferrer">{words}</a>;
  const { pathname, searchParams } = new URL(href, location.origin);
  return <Link className="ac-link" to={pathname} search={Object.fromEntries(searchParams) as never} onClick={ways.onLeave}>{words}</Link>;
}

const signs: Readonly<Record<string, string>> = { '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' };
/** The lexer writes a few signs as HTML would want them. */
const unescaped = (text: string) => text.replaceAll(/&(?:quot|#39|lt|gt|amp);/g, (sign) => signs[sign] ?? sign);
