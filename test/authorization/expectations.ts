/**
 * Who gets what, said here once more and without a look at the code, for each of the cast in cast.ts. Read it as: the
 * operation, about this resource (resources.ts), is answered to them with
 *
 *   +     done                          man    403, no mandate for it that stands
 *   401   who are you?                  side   403, for the other side to accept     state  409, the mandate's state
 *   403   nothing for your kind         other  403, the manifest is another's        acts   409, the office acts itself
 *   404   there is no such thing        stmt, renew   422, the statement is another's
 *   nside 403, for the other side to say
 *   again, seq   409, another sent it for the same office;  own  409, itself, which is named
 *   gone  410, nothing to keep
 *   shape 400, names itself             self   409, not the operator itself          code, none, asrt   not let in
 *
 * A new operation needs its rows here, its call in *-calls.ts, and, when it lists something, its row in lists.ts.
 */
export const expectations = `
#                                                                        no ex rev sus     op    A K X         R N C S             T U V P W

# Open to all, as the world is: a bad token does no harm.
GET /health/live                                        | -            | + + + +         | +   | + + +       | + + + +         | + + + + +
GET /health/ready                                       | -            | + + + +         | +   | + + +       | + + + +         | + + + + +
GET /v1/pki/ca.pem                                      | -            | + + + +         | +   | + + +       | + + + +         | + + + + +
GET /v1/pki/crl                                         | -            | + + + +         | +   | + + +       | + + + +         | + + + + +
POST /v1/enrolments                                     | code:K       | + + + +         | +   | + + +       | + + + +         | + + + + +
POST /v1/enrolments                                     | code:none    | code code code code | code | code code code | code code code code | code code code code code
POST /v1/enrolments/existing                            | code:K       | none none none none | none | none none none | none none none none | none none none none none
POST /v1/oauth/token                                    | -            | asrt + asrt asrt | +  | + + +       | + + + +         | + + + + +

# Transmissions from A to K. R sent byR, T sent byT when it still could.
POST /v1/transmissions                                  | office:A     | 401 401 401 401 | 403 | + other other       | + man man man       | man man man man man
POST /v1/transmissions                                  | office:K     | 401 401 401 401 | 403 | other + other       | man + man +         | man man man man man
POST /v1/transmissions                                  | office:lonely | 401 401 401 401 | 403 | other other other  | man man man man     | man man man man man
POST /v1/transmissions                                  | tx:byA       | 401 401 401 401 | 403 | + other other       | again man man man     | man man man man man
POST /v1/transmissions                                  | tx:byR       | 401 401 401 401 | 403 | + other other       | + man man man         | man man man man man
POST /v1/transmissions                                  | tx:byT       | 401 401 401 401 | 403 | + other other       | again man man man     | man man man man man
POST /v1/transmissions                                  | sequence:byA | 401 401 401 401 | 403 | own other other     | seq man man man       | man man man man man
GET /v1/transmissions/{id}                              | tx:byA       | 401 401 401 401 | 403 | + + 404     | + + + 404       | 404 404 404 404 404
GET /v1/transmissions/{id}                              | tx:byR       | 401 401 401 401 | 403 | + + 404     | + + + 404       | 404 404 404 404 404
GET /v1/transmissions/{id}                              | tx:byT       | 401 401 401 401 | 403 | + + 404     | + + + 404       | 404 404 404 404 404
GET /v1/transmissions/{id}                              | tx:confirmed | 401 401 401 401 | 403 | + + 404     | + + + 404       | 404 404 404 404 404
GET /v1/transmissions/{id}                              | tx:rejectedA | 401 401 401 401 | 403 | + 404 404   | 404 404 404 404 | 404 404 404 404 404
GET /v1/transmissions/{id}                              | tx:rejectedR | 401 401 401 401 | 403 | + 404 404   | + 404 404 404   | 404 404 404 404 404
GET /v1/transmissions/{id}/events                       | tx:byA       | 401 401 401 401 | 403 | + 404 404   | 404 404 404 404 | 404 404 404 404 404
GET /v1/transmissions/{id}/events                       | tx:byR       | 401 401 401 401 | 403 | + 404 404   | + 404 404 404   | 404 404 404 404 404
GET /v1/transmissions/{id}/events                       | tx:byT       | 401 401 401 401 | 403 | + 404 404   | 404 404 404 404 | 404 404 404 404 404
GET /v1/transmissions/{id}/events                       | tx:rejectedR | 401 401 401 401 | 403 | + 404 404   | + 404 404 404   | 404 404 404 404 404
GET /v1/transmissions/{id}/content                      | tx:byA       | 401 401 401 401 | 403 | 404 + 404   | + + + 404       | 404 404 404 404 404
GET /v1/transmissions/{id}/content                      | tx:byT       | 401 401 401 401 | 403 | 404 + 404   | + + + 404       | 404 404 404 404 404
GET /v1/transmissions/{id}/content                      | tx:collected | 401 401 401 401 | 403 | 404 + 404   | + + + 404       | 404 404 404 404 404
GET /v1/transmissions/{id}/content                      | tx:rejectedR | 401 401 401 401 | 403 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/confirmation                | tx:collected | 401 401 401 401 | 403 | 404 + 404   | + + man 404     | 404 404 404 404 404
POST /v1/transmissions/{id}/confirmation                | tx:confirmed | 401 401 401 401 | 403 | 404 + 404   | + + man 404     | 404 404 404 404 404
POST /v1/transmissions/{id}/confirmation                | tx:rejectedA | 401 401 401 401 | 403 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/hops                        | tx:byA       | 401 401 401 401 | 403 | 403 403 403 | + + + 404       | 404 404 404 404 404
POST /v1/transmissions/{id}/hops                        | tx:byT       | 401 401 401 401 | 403 | 403 403 403 | + + + 404       | 404 404 404 404 404
POST /v1/transmissions/{id}/hops                        | tx:rejectedR | 401 401 401 401 | 403 | 403 403 403 | 404 404 404 404 | 404 404 404 404 404
POST /v1/collections                                    | tx:byA       | 401 401 401 401 | 403 | 404 + 404   | + + + 404       | 404 404 404 404 404
POST /v1/collections                                    | tx:byT       | 401 401 401 401 | 403 | 404 + 404   | + + + 404       | 404 404 404 404 404
POST /v1/collections                                    | tx:rejectedR | 401 401 401 401 | 403 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/confirmations                                  | tx:collected | 401 401 401 401 | 403 | 404 + 404   | + + man 404     | 404 404 404 404 404
POST /v1/confirmations                                  | tx:rejectedA | 401 401 401 401 | 403 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/inbox                                           | -            | 401 401 401 401 | 403 | + + +       | + + + +         | + + + + +
GET /v1/inbox                                           | office:K     | 401 401 401 401 | 403 | man + man   | + + + man       | man man man man man
GET /v1/inbox                                           | office:A     | 401 401 401 401 | 403 | + man man   | man man man man | man man man man man
GET /v1/inbox/counts                                    | -            | 401 401 401 401 | 403 | + + +       | + + + +         | + + + + +
GET /v1/inbox/counts                                    | office:K     | 401 401 401 401 | 403 | man + man   | + + + man       | man man man man man
GET /v1/outbox                                          | -            | 401 401 401 401 | 403 | + + +       | + + + +         | + + + + +
GET /v1/outbox                                          | office:A     | 401 401 401 401 | 403 | + man man   | + man man man   | man man man man man
GET /v1/outbox                                          | office:K     | 401 401 401 401 | 403 | man + man   | man + man +     | man man man man man

# What is held is its sender's alone; what was sent is taken back by who sent it; what arrived is imported.
POST /v1/transmissions/{id}/release                     | tx:heldA     | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/release                     | tx:heldR     | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/release                     | tx:heldT     | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/releases                                       | tx:heldA     | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/releases                                       | tx:heldR     | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/discard                     | tx:heldA     | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/discard                     | tx:heldR     | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/discard                     | tx:heldT     | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/discards                                       | tx:heldA     | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/discards                                       | tx:heldR     | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
GET /v1/transmissions/{id}                              | tx:heldA     | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/transmissions/{id}                              | tx:heldR     | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
GET /v1/transmissions/{id}/content                      | tx:heldR     | 401 401 401 401 | 403 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/recall                      | tx:byA       | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/recall                      | tx:byR       | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/recall                      | tx:byT       | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/recalls                                        | tx:byA       | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/recalls                                        | tx:byR       | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/recalls                                        | tx:byT       | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/import-result               | tx:confirmed | 401 401 401 401 | 403 | 404 + 404 | + + man 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/import-result               | tx:rejectedA | 401 401 401 401 | 403 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/transmissions/{id}/import-result               | tx:heldA     | 401 401 401 401 | 403 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/import-results                                 | tx:confirmed | 401 401 401 401 | 403 | 404 + 404 | + + man 404 | 404 404 404 404 404
POST /v1/import-results                                 | tx:rejectedA | 401 401 401 401 | 403 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/import-results                                 | tx:heldA     | 401 401 401 401 | 403 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/transmissions/{id}/chain                        | tx:byA       | 401 401 401 401 | 403 | + + 404 | + + + 404 | 404 404 404 404 404
GET /v1/transmissions/{id}/chain                        | tx:heldR     | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
GET /v1/transmissions/{id}/chain                        | tx:rejectedR | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404

POST /v1/transmissions/{id}/extension                   | tx:byA       | 401 401 401 401 | 403 | + + 404     | + + + 404       | 404 404 404 404 404
POST /v1/transmissions/{id}/extension                   | tx:byR       | 401 401 401 401 | 403 | + + 404     | + + + 404       | 404 404 404 404 404
POST /v1/transmissions/{id}/extension                   | tx:rejectedR | 401 401 401 401 | 403 | gone 404 404 | gone 404 404 404 | 404 404 404 404 404
# Batches of A, which R sent as byR, and T as byT when it still could. Nothing of them has been sent on yet.
POST /v1/batches                                        | office:A     | 401 401 401 401 | 403 | + other other | + man man man | man man man man man
POST /v1/batches                                        | office:K     | 401 401 401 401 | 403 | other + other | man + man + | man man man man man
POST /v1/batches                                        | office:lonely | 401 401 401 401 | 403 | other other other | man man man man | man man man man man
GET /v1/batches                                         | -            | 401 401 401 401 | 403 | + + + | + + + + | + + + + +
GET /v1/batches/{id}                                    | batch:byA    | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/batches/{id}                                    | batch:byR    | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
GET /v1/batches/{id}                                    | batch:byT    | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/batches/{id}/items                              | batch:byA    | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/batches/{id}/items                              | batch:byR    | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
GET /v1/batches/{id}/items                              | batch:byT    | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/batches/{id}/cancellation                      | batch:byA    | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/batches/{id}/cancellation                      | batch:byR    | 401 401 401 401 | 403 | + 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/batches/{id}/cancellation                      | batch:byT    | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404

# Notices: ofK is of K about what it has collected, ofA of A about byR.
POST /v1/transmissions/{id}/notices                     | tx:collected | 401 401 401 401 | 403 | nside + 404 | + + man 404     | 404 404 404 404 404
POST /v1/transmissions/{id}/notices                     | tx:byR       | 401 401 401 401 | 403 | + nside 404 | + nside nside 404 | 404 404 404 404 404
GET /v1/transmissions/{id}/notices                      | tx:collected | 401 401 401 401 | 403 | + + 404     | + + + 404       | 404 404 404 404 404
GET /v1/transmissions/{id}/notices                      | tx:byT       | 401 401 401 401 | 403 | + + 404     | + + + 404       | 404 404 404 404 404
GET /v1/transmissions/{id}/notices                      | tx:rejectedR | 401 401 401 401 | 403 | + 404 404   | + 404 404 404   | 404 404 404 404 404
GET /v1/notices                                         | -            | 401 401 401 401 | 403 | + + +       | + + + +         | + + + + +
GET /v1/notices                                         | office:K     | 401 401 401 401 | 403 | man + man   | + + + +         | man man man man man
GET /v1/notices                                         | office:A     | 401 401 401 401 | 403 | + man man   | + man man man   | man man man man man
GET /v1/notices/{id}                                    | notice:ofK   | 401 401 401 401 | 403 | + + 404     | + + + 404       | 404 404 404 404 404
GET /v1/notices/{id}                                    | notice:ofA   | 401 401 401 401 | 403 | + + 404     | + + + 404       | 404 404 404 404 404
POST /v1/notices/{id}/closing                           | notice:ofK   | 401 401 401 401 | 403 | + + 404     | + + man 404     | 404 404 404 404 404
POST /v1/notices/{id}/closing                           | notice:ofA   | 401 401 401 401 | 403 | + + 404     | + + man 404     | 404 404 404 404 404

# The progress of A and K, by who may see one direction at least of an office.
GET /v1/progress                                        | -            | 401 401 401 401 | 403 | + + +       | + + + +         | + + + + +
GET /v1/progress                                        | office:A     | 401 401 401 401 | 403 | + man man   | + man man man   | man man man man man
GET /v1/progress                                        | office:K     | 401 401 401 401 | 403 | man + man   | + + + +         | man man man man man
GET /v1/progress/missing                                | -            | 401 401 401 401 | 403 | + + +       | + + + +         | + + + + +
GET /v1/progress/missing                                | office:A     | 401 401 401 401 | 403 | + man man   | + man man man   | man man man man man
GET /v1/progress/missing                                | office:K     | 401 401 401 401 | 403 | man + man   | + + + +         | man man man man man

# Mandates: RK is of K to R. PK was proposed by P, AP by A; Ppaper by P to an office without software.
POST /v1/mandates                                       | office:lonely | 401 401 401 401 | 403 | + + +      | + + + +         | + + + + +
POST /v1/mandates                                       | office:K     | 401 401 401 401 | 403 | shape shape shape | shape shape shape shape | shape shape shape shape shape
POST /v1/mandates/proposals                             | office:lonely | 401 401 401 401 | 403 | 403 403 403 | + + + +        | + + + + +
POST /v1/mandates/acceptances                           | mandate:PK   | 401 401 401 401 | acts | 404 + 404  | 404 404 404 404 | 404 404 404 side 404
POST /v1/mandates/acceptances                           | mandate:AP   | 401 401 401 401 | acts | side 404 404 | 404 404 404 404 | 404 404 404 + 404
POST /v1/mandates/acceptances                           | mandate:Ppaper | 401 401 401 401 | + | 404 404 404 | 404 404 404 404 | 404 404 404 side 404
POST /v1/mandates/{id}/acceptance                       | mandate:PK   | 401 401 401 401 | acts | 404 + 404  | 404 404 404 404 | 404 404 404 side 404
POST /v1/mandates/{id}/acceptance                       | mandate:AP   | 401 401 401 401 | acts | side 404 404 | 404 404 404 404 | 404 404 404 + 404
POST /v1/mandates/{id}/acceptance                       | mandate:Ppaper | 401 401 401 401 | + | 404 404 404 | 404 404 404 404 | 404 404 404 side 404
POST /v1/mandates/{id}/acceptance                       | mandate:UK   | 401 401 401 401 | state | 404 state 404 | 404 404 404 404 | 404 side 404 404 404
POST /v1/mandates/{id}/refusal                          | mandate:PK   | 401 401 401 401 | +   | 404 + 404   | 404 404 404 404 | 404 404 404 + 404
POST /v1/mandates/{id}/refusal                          | mandate:AP   | 401 401 401 401 | +   | + 404 404   | 404 404 404 404 | 404 404 404 + 404
POST /v1/mandates/{id}/suspension                       | mandate:RK   | 401 401 401 401 | +   | 404 + 404   | + 404 404 404   | 404 404 404 404 404
POST /v1/mandates/{id}/suspension                       | mandate:PK   | 401 401 401 401 | state | 404 state 404 | 404 404 404 404 | 404 404 404 state 404
POST /v1/mandates/{id}/resumption                       | mandate:TK   | 401 401 401 401 | +   | 404 + 404   | 404 404 404 404 | + 404 404 404 404
POST /v1/mandates/{id}/resumption                       | mandate:UK   | 401 401 401 401 | state | 404 state 404 | 404 404 404 404 | 404 state 404 404 404
POST /v1/mandates/{id}/revocation                       | mandate:RA   | 401 401 401 401 | +   | + 404 404   | + 404 404 404   | 404 404 404 404 404
POST /v1/mandates/{id}/revocation                       | mandate:UK   | 401 401 401 401 | +   | 404 + 404   | 404 404 404 404 | 404 + 404 404 404
GET /v1/mandates                                        | -            | 401 401 401 401 | +   | + + +       | + + + +         | + + + + +
GET /v1/mandates/{id}                                   | mandate:RA   | 401 401 401 401 | +   | + 404 404   | + 404 404 404   | 404 404 404 404 404
GET /v1/mandates/{id}                                   | mandate:RK   | 401 401 401 401 | +   | 404 + 404   | + 404 404 404   | 404 404 404 404 404
GET /v1/mandates/{id}                                   | mandate:TK   | 401 401 401 401 | +   | 404 + 404   | 404 404 404 404 | + 404 404 404 404
GET /v1/mandates/{id}                                   | mandate:PK   | 401 401 401 401 | +   | 404 + 404   | 404 404 404 404 | 404 404 404 + 404
GET /v1/mandates/{id}                                   | mandate:Ppaper | 401 401 401 401 | + | 404 404 404 | 404 404 404 404 | 404 404 404 + 404
GET /v1/carriers                                        | -            | 401 401 401 401 | +   | + + +       | + + + +         | + + + + +

# Certificates: of oneself; of everybody for the operator.
POST /v1/certificates                                   | -            | 401 401 401 401 | +   | + + +       | + + + +         | + + + + +
POST /v1/certificates                                   | cert:K       | 401 401 401 401 | renew | renew + renew | renew renew renew renew | renew renew renew renew renew
GET /v1/certificates                                    | -            | 401 401 401 401 | +   | + + +       | + + + +         | + + + + +
GET /v1/certificates                                    | client:K     | 401 401 401 401 | +   | + + +       | + + + +         | + + + + +
GET /v1/certificates/{thumbprint}                       | cert:K       | 401 401 401 401 | +   | 404 + 404   | 404 404 404 404 | 404 404 404 404 404
GET /v1/certificates/{thumbprint}                       | cert:suspended | 401 401 401 401 | + | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/certificates/{thumbprint}                       | cert:R       | 401 401 401 401 | +   | 404 404 404 | + 404 404 404   | 404 404 404 404 404
GET /v1/certificates/{thumbprint}                       | cert:operator | 401 401 401 401 | +  | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/certificates/{thumbprint}/chain.pem             | cert:K       | 401 401 401 401 | +   | 404 + 404   | 404 404 404 404 | 404 404 404 404 404
GET /v1/certificates/{thumbprint}/renewal-hint          | cert:K       | 401 401 401 401 | +   | 404 + 404   | 404 404 404 404 | 404 404 404 404 404
POST /v1/certificates/{thumbprint}/revocation           | cert:K       | 401 401 401 401 | +   | 404 + 404   | 404 404 404 404 | 404 404 404 404 404
POST /v1/certificates/{thumbprint}/revocation           | cert:R       | 401 401 401 401 | +   | 404 404 404 | + 404 404 404   | 404 404 404 404 404
POST /v1/certificates/{thumbprint}/revocation           | cert:operator | 401 401 401 401 | +  | 404 404 404 | 404 404 404 404 | 404 404 404 404 404

# Clients: for the operator alone, also one's own.
POST /v1/clients                                        | -            | 401 401 401 401 | +   | 403 403 403 | 403 403 403 403 | 403 403 403 403 403
GET /v1/clients                                         | -            | 401 401 401 401 | +   | 403 403 403 | 403 403 403 403 | 403 403 403 403 403
GET /v1/clients/{clientId}                              | client:K     | 401 401 401 401 | +   | 403 403 403 | 403 403 403 403 | 403 403 403 403 403
POST /v1/clients/{clientId}/enrolment-codes             | client:K     | 401 401 401 401 | +   | 403 403 403 | 403 403 403 403 | 403 403 403 403 403
POST /v1/clients/{clientId}/enrolment-codes/withdrawal  | client:K     | 401 401 401 401 | +   | 403 403 403 | 403 403 403 403 | 403 403 403 403 403
POST /v1/clients/{clientId}/suspension                  | client:K     | 401 401 401 401 | +   | 403 403 403 | 403 403 403 403 | 403 403 403 403 403
POST /v1/clients/{clientId}/suspension                  | client:operator | 401 401 401 401 | self | 403 403 403 | 403 403 403 403 | 403 403 403 403 403
POST /v1/clients/{clientId}/reinstatement               | client:suspended | 401 401 401 401 | + | 403 403 403 | 403 403 403 403 | 403 403 403 403 403

# The directory is there for everybody; of itself each office speaks alone, or who collects for it.
POST /v1/offices/import                                 | -            | 401 401 401 401 | +   | 403 403 403 | 403 403 403 403 | 403 403 403 403 403
POST /v1/offices/master                                 | -            | 401 401 401 401 | +   | 403 403 403 | 403 403 403 403 | 403 403 403 403 403
GET /v1/offices                                         | -            | 401 401 401 401 | +   | + + +       | + + + +         | + + + + +
POST /v1/offices/lookup                                 | office:K     | 401 401 401 401 | +   | + + +       | + + + +         | + + + + +
GET /v1/offices/{officeNumber}                          | office:K     | 401 401 401 401 | +   | + + +       | + + + +         | + + + + +
PUT /v1/offices/{officeNumber}/capability               | office:K     | 401 401 401 401 | 403 | 403 + 403   | + + + 403       | 403 403 403 403 403
PUT /v1/offices/{officeNumber}/capability               | office:A     | 401 401 401 401 | 403 | + 403 403   | 403 403 403 403 | 403 403 403 403 403
PUT /v1/offices/{officeNumber}/capability               | office:paper | 401 401 401 401 | 403 | 403 403 403 | 403 403 403 403 | 403 403 403 403 403
POST /v1/checks                                         | -            | 401 401 401 401 | +   | + + +       | + + + +         | + + + + +

# Who is told of what. A subscription is its client's alone, whatever the mandates.
GET /v1/events                                          | -            | 401 401 401 401 | 403 | + + + | + + + + | + + + + +
GET /v1/events                                          | office:K     | 401 401 401 401 | 403 | man + man | + + + + | man man man man man
GET /v1/events                                          | office:A     | 401 401 401 401 | 403 | + man man | + man man man | man man man man man
POST /v1/subscriptions                                  | -            | 401 401 401 401 | 403 | + + + | + + + + | + + + + +
POST /v1/subscriptions                                  | office:K     | 401 401 401 401 | 403 | man + man | + + + + | man man man man man
POST /v1/subscriptions                                  | office:A     | 401 401 401 401 | 403 | + man man | + man man man | man man man man man
GET /v1/subscriptions                                   | -            | 401 401 401 401 | 403 | + + + | + + + + | + + + + +
GET /v1/subscriptions/{id}                              | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}                              | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}                              | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
PUT /v1/subscriptions/{id}                              | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
PUT /v1/subscriptions/{id}                              | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
PUT /v1/subscriptions/{id}                              | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
DELETE /v1/subscriptions/{id}                           | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
DELETE /v1/subscriptions/{id}                           | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
DELETE /v1/subscriptions/{id}                           | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}/secret                       | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}/secret                       | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}/secret                       | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/secret                      | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/secret                      | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/secret                      | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/activation                  | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/activation                  | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/activation                  | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/test                        | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/test                        | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/test                        | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}/deliveries                   | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}/deliveries                   | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}/deliveries                   | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}/deliveries/{event}           | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}/deliveries/{event}           | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
GET /v1/subscriptions/{id}/deliveries/{event}           | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/deliveries/{event}/replay   | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/deliveries/{event}/replay   | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/deliveries/{event}/replay   | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/replays                     | subscription:ofA | 401 401 401 401 | 403 | + 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/replays                     | subscription:ofK | 401 401 401 401 | 403 | 404 + 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/subscriptions/{id}/replays                     | subscription:ofR | 401 401 401 401 | 403 | 404 404 404 | + 404 404 404 | 404 404 404 404 404
GET /v1/feeds/{secret}/inbox.atom                       | feed:ofK     | + + + + | + | + + + | + + + + | + + + + +
GET /v1/mail/{secret}/confirmation                      | mail:ofK     | + + + + | + | + + + | + + + + | + + + + +
POST /v1/mail/{secret}/confirmation                     | mail:ofK     | + + + + | + | + + + | + + + + | + + + + +
GET /v1/mail/{secret}/stop                              | mail:ofK     | + + + + | + | + + + | + + + + | + + + + +
POST /v1/mail/{secret}/stop                             | mail:ofK     | + + + + | + | + + + | + + + + | + + + + +
GET /v1/feeds/{secret}/inbox.atom                       | mail:ofK     | 404 404 404 404 | 404 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/mail/{secret}/confirmation                     | feed:ofK     | 404 404 404 404 | 404 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
POST /v1/mail/{secret}/stop                             | feed:ofK     | 404 404 404 404 | 404 | 404 404 404 | 404 404 404 404 | 404 404 404 404 404
`;
