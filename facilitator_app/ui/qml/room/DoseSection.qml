// A dose in three steps: what and how, how much, and the time-out with the person.  Nothing is filled in beforehand.
import QtQuick
import Facilitator

Item {
    id: section

    required property DosePanel dose
    property bool tight: false
    property real above: 0 // of the panel, for a message
    readonly property bool tells: amount.visible && amount.tells

    DoseWhat { anchors.fill: parent; visible: section.dose.page === "what"; dose: section.dose }
    DoseAmount { id: amount; anchors.fill: parent; visible: section.dose.page === "amount"; dose: section.dose; tight: section.tight; above: section.above }
    DoseTimeOut { anchors.fill: parent; visible: section.dose.page === "time_out"; out: section.dose.out; onBack: section.dose.back() }
}
