// Who a handoff is for, by name; whether the person agreed to that; and who lets it go where that is not the lead.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property ReceiverView receiver

    spacing: Theme.near
    Component.onCompleted: name.text = receiver.name

    Connections {
        target: part.receiver

        function onNamed() { name.text = part.receiver.name }
    }

    Flow {
        visible: known.count > 0
        Layout.fillWidth: true
        spacing: 6

        Repeater {
            id: known

            model: part.receiver.known

            Button {
                required property var modelData
                required property int index

                objectName: "receiver.known." + index
                text: modelData.text
                chosen: modelData.on
                Accessible.role: Accessible.RadioButton
                Accessible.name: qsTr("handover.to_name") + ": " + text
                onClicked: part.receiver.choose(modelData.key)
            }
        }
    }

    Field { id: name; objectName: "receiver.name"; visible: part.receiver.is_asked; Layout.fillWidth: true; label: qsTr("handover.to_name"); error: part.receiver.form.errors.recipient ?? ""; onEdited: text => part.receiver.type(text) }

    ColumnLayout { // asked of the person, sober, or signed before
        visible: part.receiver.is_asked && part.receiver.consent !== ""
        spacing: 8

        Say { Layout.fillWidth: true; wrapMode: Text.Wrap; text: part.receiver.ask }
        Segmented { objectName: "receiver.consent"; Layout.fillWidth: true; label: part.receiver.ask; spoken: part.receiver.ask; options: part.receiver.consents; current: part.receiver.consent; onPicked: consent => part.receiver.set_consent(consent) }
    }

    Say { objectName: "receiver.told"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: part.receiver.may_go ? Theme.mid : Theme.soon; text: part.receiver.told }
    Say { objectName: "receiver.error"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.attention; text: part.receiver.form.errors.leave ?? part.receiver.form.general }
}
