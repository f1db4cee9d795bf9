"""What entries say that concern no decision by themselves: who belongs, who sits where, the record.

They stand in a trail where they changed for whom a seat spoke that voted.
"""

from schemas.event import Event
from schemas.events import body, partnership, record, representation

SETTING: dict[type[Event], str] = {
    partnership.PartnershipEstablished: (
        "The partnership “{name}” was established on {established_on}."
    ),
    partnership.MemberJoined: "{organisation} joined[ {within}] on {on}.",
    partnership.MemberLeft: "{organisation} left[ {within}]; its last day was {on}.",
    partnership.MemberRenamed: "{organisation} goes by the name “{name}” from {on}.",
    partnership.MemberTransferred: "{organisation} is commissioned by {sub_icb} from {on}.",
    partnership.MemberSucceeded: "{successor} took the place of {organisation} on {on}.",
    partnership.MemberSplit: "{organisation} was split on {on} into {parts}.",
    partnership.ListSizePublished: (
        "Registered patients of {organisation} were published as at {as_at}: {patients}."
    ),
    partnership.ReferenceDataImported: (
        "The members were compared with reference data as at {as_at}."
    ),
    body.BodyConstituted: "The body “{name}” was constituted on {on}.",
    body.TermsAdopted: "Terms of reference (version {version}) hold from {effective_on}.",
    body.SeatCreated: "The seat “{title}” was created; it speaks for {constituency}.",
    body.SeatConstituencyChanged: "{seat} speaks for {constituency} from {on}.",
    body.SeatRetired: "{seat} was retired; its last day was {on}.",
    body.BodyDissolved: (
        "The body was dissolved; its last day was {on}[, and {to_body} takes over what was open]."
    ),
    representation.RepresentativeAppointed: "A representative was appointed to {seat}.",
    representation.DeputyNominated: "A deputy was nominated for {seat}.",
    representation.AppointmentEnded: "An appointment to {seat} ended on {on}.",
    representation.InterestRegistered: "An interest was registered ({kind}, {nature}).",
    representation.InterestEnded: "A registered interest ended on {on}.",
    representation.RoleResourced: (
        "Working time of {seat} was funded by {organisation}: {minutes_funded} min a {period}."
    ),
    representation.HoursLogged: "Work in {seat} on {on} was logged: {minutes_worked} min.",
    record.DisclosureErased: "A text of entry {position} was erased.",
    record.TextExempted: "A text of entry {position} was withheld from the public.",
    record.ExemptionLifted: "A text of entry {position} is withheld from the public no longer.",
    record.LegalHoldPlaced: "A legal hold was placed: {ground}.",
    record.LegalHoldReleased: "A legal hold was released.",
    record.KeyRotated: "The key that signs the book was changed.",
}
