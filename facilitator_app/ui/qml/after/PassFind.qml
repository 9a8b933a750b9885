// Letting a find through: why it may stay, and who of the team agrees.  Somebody who works alone gives only the reason.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Column {
    id: pass

    required property PacketView packet
    required property int number
    property string second: ""
    signal cancelled

    spacing: Theme.near

    Field {
        id: reason

        objectName: "find.reason." + pass.number
        width: parent.width
        label: qsTr("after.let_through_reason")
        error: pass.packet?.passing.errors.reason ?? ""
    }

    Say { visible: seconds.count > 0; kind: "caption"; text: qsTr("after.let_through_second") }

    Repeater {
        id: seconds

        model: pass.packet?.seconds ?? []

        Choice {
            required property var modelData

            objectName: "find.second." + modelData.key
            width: pass.width
            text: modelData.text
            chosen: pass.second === modelData.key
            onClicked: pass.second = modelData.key
        }
    }

    Say { width: parent.width; visible: text !== ""; wrapMode: Text.Wrap; color: Theme.attention; text: pass.packet?.passing.errors.second ?? pass.packet?.passing.general ?? "" }

    Flow {
        width: parent.width
        spacing: Theme.near

        Button { objectName: "find.let_through." + pass.number; text: qsTr("after.let_through_do"); onClicked: pass.packet.let_through(pass.number, reason.text, pass.second) }
        Button { kind: "plain"; text: qsTr("after.cancel"); onClicked: pass.cancelled() }
    }
}
