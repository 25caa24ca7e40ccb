import type { Command } from 'commander';
import { whatsAppAdd } from './whatsapp-add.ts';
import { whatsAppLink } from './whatsapp-link.ts';
import { whatsAppSettings } from './whatsapp-settings.ts';
import { whatsAppStatus } from './whatsapp-status.ts';

/** `sapa whatsapp …`: the creditors' own numbers. */
export function whatsAppCommands(program: Command): void {
  const whatsapp = program.command('whatsapp').description("the creditors' own numbers on WhatsApp");
  whatsAppAdd(whatsapp);
  whatsAppStatus(whatsapp);
  whatsAppLink(whatsapp);
  whatsAppSettings(whatsapp);
}
