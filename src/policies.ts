import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readContactRules } from './casefile/index.ts';
import { parseWhatsAppPolicy } from './channels/whatsapp/policy.ts';
import { contentPaths } from './content-paths.ts';
import { readOtpPolicy } from './identity/index.ts';
import { readDecisionLimits } from './payments/index.ts';
import { holidayWarnings, readServicePolicy } from './service-levels/index.ts';

/** The company's rules in `dialogs/policies`. Throws ExpectedError naming every fault of a file. */
export function readPolicies() {
  const policies = join(contentPaths().dialogsDir, 'policies');
  return {
    otp: readOtpPolicy(join(policies, 'otp.yml')),
    service: readServicePolicy(policies),
    decisions: readDecisionLimits(join(policies, 'decisions.yml')),
    contact: readContactRules(join(policies, 'contact_rules.yml')),
    whatsapp: parseWhatsAppPolicy(parse(readFileSync(join(policies, 'whatsapp.yml'), 'utf8'))),
  };
}

/** Reads them all; what is allowed and yet worth a look (a year without holidays) comes back as sentences. */
export function checkPolicies(now: number): string[] {
  return holidayWarnings(readPolicies().service, now);
}
