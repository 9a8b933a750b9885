// The second person, and what stands on the vial or the pack: lot, expiry, what was thrown away and who saw it.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Column {
    id: fields

    required property TimeOutPanel out
    readonly property var values: out.values

    signal wrong(Item field) // refused, and to be brought into sight

    spacing: 8

    Say { width: parent.width; kind: "caption"; wrapMode: Text.Wrap; color: fields.out.second_needed ? Theme.soon : Theme.mid; text: fields.out.second_needed ? qsTr("dose.second_asked") : qsTr("dose.second") }
    Chips { objectName: "dose.second"; label: qsTr("dose.second"); width: parent.width; options: fields.out.others; current: fields.values.second; onPicked: key => fields.out.put("second", fields.values.second === key ? "" : key) }
    Field { objectName: "dose.alone"; visible: fields.out.second_needed && fields.values.second === ""; width: parent.width; label: qsTr("dose.alone"); text: fields.values.alone; onEdited: text => fields.out.put("alone", text) }
    Field { objectName: "dose.lot"; width: parent.width; label: qsTr("dose.lot"); text: fields.values.lot; onEdited: text => fields.out.put("lot", text) }
    Field { id: expiry; objectName: "dose.expiry"; width: parent.width; label: qsTr("dose.expiry"); hint: qsTr("dose.expiry_hint"); text: fields.values.expiry; error: fields.out.refused_field === "expiry" ? fields.out.refusal : ""; onHasErrorChanged: if (expiry.hasError) fields.wrong(expiry); onHeightChanged: if (expiry.hasError) fields.wrong(expiry); onEdited: text => fields.out.put("expiry", text) }
    Field { objectName: "dose.wasted"; width: parent.width; numeric: true; label: qsTr("dose.wasted"); text: fields.values.wasted_mg; onEdited: text => fields.out.put("wasted_mg", text) }
    Say { visible: witness.visible; kind: "caption"; text: qsTr("dose.witness") }
    Chips { id: witness; objectName: "dose.witness"; label: qsTr("dose.witness"); visible: fields.values.wasted_mg !== ""; width: parent.width; options: fields.out.others; current: fields.values.witness; onPicked: key => fields.out.put("witness", key) }
}
