// A dose in three steps: what and how, how much, and the time-out with the person.  Nothing is filled in beforehand.
import QtQuick
import Facilitator

Item {
    id: section

    required property DosePanel dose
    property bool tight: false

    DoseWhat { anchors.fill: parent; visible: section.dose.page === "what"; dose: section.dose }
    DoseAmount { anchors.fill: parent; visible: section.dose.page === "amount"; dose: section.dose; tight: section.tight }
    DoseTimeOut { anchors.fill: parent; visible: section.dose.page === "time_out"; out: section.dose.out; onBack: section.dose.back() }
}
