/** What an office may let a carrier do for it (委任の範囲). `confirm` needs `collect`: only who opened can confirm. */
export const mandateScopes = ['send', 'collect', 'confirm', 'recall'] as const;
export type MandateScope = (typeof mandateScopes)[number];

/**
 * ```
 * proposed ──accept──▶ active ◀──▶ suspended        proposed ──▶ declined
 * active · suspended ──revoke──▶ revoked            proposed · active · suspended ──time──▶ expired
 * ```
 */
export const mandateStates = ['proposed', 'active', 'suspended', 'declined', 'revoked', 'expired'] as const;
export type MandateState = (typeof mandateStates)[number];

/** Whose act it was. The operator acts only where it says so. */
export type MandateSide = 'office' | 'carrier' | 'operator';

/** 委任: an office's revocable grant to a carrier, which is a relay (伝送代行業者) or a network. */
export interface Mandate {
  readonly id: string;
  readonly officeNumber: string;
  readonly officeName: string;
  readonly carrierId: string;
  readonly carrierName: string;
  readonly carrierKind: 'relay' | 'network';
  readonly scopes: readonly MandateScope[];
  readonly state: MandateState;
  readonly proposedBy: 'office' | 'carrier';
  readonly validFrom: Date;
  /** Null: until it is revoked. */
  readonly validUntil: Date | null;
  /** Where the office's consent is filed, when the operator accepted for it. */
  readonly evidence: string | null;
  /** Every side that suspended it, until that side resumes it. */
  readonly suspendedBy: readonly MandateSide[];
  readonly createdAt: Date;
  readonly acceptedAt: Date | null;
  readonly endedAt: Date | null;
  readonly updatedAt: Date;
}
