/** The software vendors of the pilot; each office uses the software of one (図表119). */
export type Vendor = 'A' | 'B' | 'C';

/** The relays of the pilot (伝送代行業者), which the report calls Dベンダー, Eベンダー, Fベンダー. */
export type Relay = 'D' | 'E' | 'F';

export type Letter = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L';

export interface TrialOffice {
  readonly letter: Letter;
  readonly number: string;
  readonly name: string;
  readonly serviceType: string;
  readonly vendor: Vendor;
  /** Null for an office that sends and receives by itself. */
  readonly relay: Relay | null;
  /** Without one, the operator accepts the relay's mandate for it, by its document of consent. */
  readonly hasCertificate: boolean;
}

export interface CareManager extends TrialOffice {
  /** The office whose service a person with one service uses: once a direct one, once one behind a relay. */
  readonly single: readonly Letter[];
  /** The two that a person with two services uses. */
  readonly double: readonly (readonly [Letter, Letter])[];
}

export interface ServiceOffice extends TrialOffice {
  /** Invented, with a plausible price: the pilot does not name the services. */
  readonly serviceCode: string;
  readonly units: number;
}

/**
 * 図表119 and 123: of each vendor one care-manager office and one service office are direct, and one of each is behind a
 * relay. A, J, K and L are named in 巻末資料7, A with its number; the other numbers are invented, as is K's.
 *
 * 図表120 says who is served by whom. The extract kept its lines and lost its columns: two dots in one line are
 * neighbours, and a dot in the line of its heading stands in the first column. That, and 巻末資料7 (A: K alone; J with L),
 * gives one reading, in which A and G, B and H, C and I have the same dots. It holds every pair once: 6 × (2 + 4) = 36.
 * (For H the two single dots stand in one line, which would also allow F and J; that gives the 36 pairs, too.)
 */
const A_AND_G = { single: ['E', 'K'], double: [['D', 'F'], ['J', 'L']] } as const; // prettier-ignore
const B_AND_H = { single: ['F', 'L'], double: [['D', 'E'], ['J', 'K']] } as const; // prettier-ignore
const C_AND_I = { single: ['D', 'J'], double: [['E', 'F'], ['K', 'L']] } as const; // prettier-ignore

const direct = { relay: null, hasCertificate: true } as const;
const behind = (relay: Relay) => ({ relay, hasCertificate: false }) as const;
const office = (letter: Letter, number: string) => ({ letter, number, name: `${letter}事業所` });
const careManager = (letter: Letter, number: string) => ({ ...office(letter, number), serviceType: '43' });

export const CARE_MANAGERS: readonly CareManager[] = [
  { ...careManager('A', '1371215102'), vendor: 'A', ...direct, ...A_AND_G },
  { ...careManager('B', '1371215201'), vendor: 'B', ...direct, ...B_AND_H },
  { ...careManager('C', '1371215300'), vendor: 'C', ...direct, ...C_AND_I },
  { ...careManager('G', '1371215409'), vendor: 'A', ...behind('D'), ...A_AND_G },
  { ...careManager('H', '1371215508'), vendor: 'B', ...behind('E'), ...B_AND_H },
  // Has a certificate, and so accepts the mandate of its relay itself; what is sent to it is sealed for both.
  { ...careManager('I', '1371215607'), vendor: 'C', relay: 'F', hasCertificate: true, ...C_AND_I },
];

export const SERVICE_OFFICES: readonly ServiceOffice[] = [
  // 短期入所療養介護, 訪問看護, 通所介護, 地域密着型通所介護, 訪問介護 (図表119).
  { ...office('D', '1370000045'), serviceType: '22', vendor: 'A', ...direct, serviceCode: '221111', units: 830 },
  { ...office('E', '1370000052'), serviceType: '13', vendor: 'B', ...direct, serviceCode: '131211', units: 823 },
  { ...office('F', '1370000060'), serviceType: '15', vendor: 'C', ...direct, serviceCode: '151242', units: 423 },
  { ...office('J', '1370000078'), serviceType: '78', vendor: 'A', ...behind('D'), serviceCode: '781242', units: 478 },
  { ...office('K', '1370000011'), serviceType: '11', vendor: 'B', ...behind('E'), serviceCode: '111311', units: 567 },
  { ...office('L', '1370000086'), serviceType: '11', vendor: 'C', ...behind('F'), serviceCode: '111311', units: 567 },
];

export function serviceOffice(letter: Letter): ServiceOffice {
  const found = SERVICE_OFFICES.find((each) => each.letter === letter);
  if (found === undefined) throw new RangeError(`no service office ${letter}`);
  return found;
}
