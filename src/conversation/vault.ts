export { createVault, type Vault } from '../shared/vault.ts';
