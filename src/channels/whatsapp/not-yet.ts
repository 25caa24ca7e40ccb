/** Not a failure of the message: the connection it needs is not there. Tried again, and never counted. */
export class NotYet extends Error {}
