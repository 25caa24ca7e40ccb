/** Small flows in which every pattern of the engine can be tried. */
export const FLOWS: Record<string, string> = {
  greet: `
flow: greet
start_when: { intent: greet, join: true }
steps:
  - id: hello
    say: greet.hello
    choices: [{ flow: balance }, { flow: status }]
`,
  help: `
flow: help
start_when: { intent: help }
steps:
  - { id: what, say: help.what }
`,
  cancel: `
flow: cancel
start_when: { intent: cancel }
steps:
  - { id: nothing, say: cancel.nothing }
`,
  affirm: `
flow: affirm
start_when: { intent: affirm }
steps:
  - { id: ready, say: affirm.ready }
`,
  deny: `
flow: deny
start_when: { intent: deny }
steps:
  - { id: fine, say: deny.fine }
`,
  out_of_scope: `
flow: out_of_scope
start_when: { intent: out_of_scope }
steps:
  - { id: other, say: out_of_scope.other }
`,
  balance: `
flow: balance
requires: verified
start_when: { intent: check_balance }
steps:
  - id: read
    do: ledger.balance
    next: { told: total }
  - id: total
    say: balance.total
`,
  status: `
flow: status
requires: verified
start_when: [{ intent: invoice_status }, { entity: reference }]
steps:
  - id: which
    ask: invoice
    as: own_invoice
    prompt: status.which
    again: status.which_again
  - id: read
    do: ledger.status
    with: [invoice]
    next: { found: told, unknown: not_known }
  - id: not_known
    say: status.not_known
    next: which
  - id: told
    say: status.told
`,
  list: `
flow: list
requires: verified
start_when: { intent: list_invoices }
steps:
  - id: first
    do: ledger.page
    next: { page: end, end: none }
  - id: more
    do: ledger.page
    with: [page]
    next: { page: end, end: none }
  - id: none
    say: list.none
`,
  proof: `
flow: proof
start_when: [{ intent: submit_proof }, { file: true }]
steps:
  - id: which
    ask: invoice
    as: reference
    prompt: proof.which
  - id: slip
    ask: slip
    as: slip
    prompt: proof.slip
    not_understood: proof.slip_unclear
    retry: { max: 3, next: human }
  - id: remark
    ask: remark
    as: text
    optional: true
    prompt: proof.remark
  - id: sure
    ask: sure
    as: yes_no
    prompt: proof.sure
    next: { affirmed: record, denied: abandon }
  - id: record
    do: proof.record
    with: [invoice, slip, remark]
    next: { recorded: thanks, unreadable: slip }
  - id: thanks
    say: proof.thanks
`,
  dispute: `
flow: dispute
start_when: { intent: dispute_invoice }
steps:
  - id: which
    ask: invoice
    as: reference
    prompt: dispute.which
  - id: why
    ask: reason
    as: choice
    prompt: dispute.why
    help: dispute.why_help
    options:
      - { value: damaged, label: dispute.damaged }
      - { value: price, label: dispute.price }
      - { value: paid, label: dispute.paid }
  - id: story
    ask: story
    as: text
    prompt: dispute.story
    expects: [payment_received]
  - id: open
    do: dispute.open
    with: [invoice, reason, story]
    next: { opened: done }
  - id: done
    say: dispute.done
`,
  verify: `
flow: verify
called_only: true
steps:
  - id: number
    ask: number
    as: reference
    prompt: verify.number
  - id: send
    do: identity.start
    with: [number]
    next: { sent: code }
  - id: code
    ask: code
    as: secret_code
    prompt: verify.code
    commands: { resend: send }
    retry: { max: 3, next: human }
  - id: check
    do: identity.check
    with: [code]
    next: { proven: end, wrong: code, locked: locked }
  - id: locked
    say: verify.locked
    next: abandon
`,
  change_language: `
flow: change_language
start_when: { intent: change_language }
steps:
  - id: which
    ask: language
    as: language
    prompt: change_language.which
  - id: change
    do: dialog.set_language
    with: [language]
    next: { done: changed }
  - id: changed
    say: change_language.changed
`,
  person: `
flow: person
start_when: { intent: talk_to_human }
steps:
  - id: call
    do: handoff.start
    args: { reason: asked }
    next: { queued: queued, nobody_online: queued, already_waiting: waiting }
  - id: queued
    say: person.queued
    next: end
  - id: waiting
    say: person.waiting
`,
  offer_human: `
flow: offer_human
called_only: true
steps:
  - id: offer
    ask: wanted
    as: yes_no
    prompt: offer_human.offer
    retry: { max: 2, next: human }
    next: { affirmed: call, denied: again }
  - id: again
    say: offer_human.again
    next: end
  - id: call
    do: handoff.start
    args: { reason: not_understood }
    next: { queued: queued, nobody_online: queued, already_waiting: queued }
  - id: queued
    say: offer_human.queued
`,
  call_back: `
flow: call_back
called_only: true
steps:
  - id: when
    ask: when
    as: choice
    options: [{ value: morning, label: call_back.morning }, { value: noon, label: call_back.noon }]
    prompt: call_back.when
    lapses: true
  - id: noted
    say: call_back.noted
`,
  rating: `
flow: rating
called_only: true
steps:
  - id: score
    ask: score
    as: number
    prompt: rating.score
    lapses: true
  - id: rate
    do: ledger.note
    with: [score]
    next: { noted: thanks }
  - id: thanks
    say: rating.thanks
`,
  logout: `
flow: logout
start_when: { command: logout }
alone: true
steps:
  - id: close
    do: identity.end
    next: { ended: bye }
  - id: bye
    say: logout.bye
`,
  not_me: `
flow: not_me
start_when: { intent: not_me }
alone: true
steps:
  - { id: noted, say: not_me.noted }
`,
};
