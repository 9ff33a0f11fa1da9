import { BookOpen, CircleHelp, FileText, Lightbulb, MessageSquareWarning, PackageSearch, PlugZap, Repeat2, ShieldCheck, SlidersHorizontal, SquarePen, Undo2, Wallet, Wrench } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

const icons: Readonly<Record<string, LucideIcon>> = {
  repair: Wrench, inquiry: CircleHelp, consult: CircleHelp, question: CircleHelp, return: Undo2, exchange: Repeat2, refund: Wallet, complaint: MessageSquareWarning, installation: PlugZap,
  maintenance: ShieldCheck, invoice: FileText, delivery: PackageSearch, technical: SlidersHorizontal, support: SlidersHorizontal, usage: BookOpen, suggestion: Lightbulb,
};

/** A picture for a ticket type; types of the company's own making get a pen. */
export function typeIcon(key: string): LucideIcon {
  return icons[key] ?? SquarePen;
}
