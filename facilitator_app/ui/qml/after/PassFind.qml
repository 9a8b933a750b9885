// Letting a find through: why it may stay, and who of the team agrees and shows it.  Somebody who works alone gives only the reason.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Column {
    id: pass

    required property PacketView packet
    required property int number
    property string second: ""
    property bool byPin: false
    readonly property string refused: (pass.packet?.passing.errors.sign_in ?? "") + (pass.packet?.passing.errors.secret ?? "")
    signal cancelled

    spacing: Theme.near
    onRefusedChanged: if (refused !== "") secret.text = "" // nobody's words stay behind for whoever comes next

    Field {
        id: reason

        objectName: "find.reason." + pass.number
        width: parent.width
        label: qsTr("after.let_through_reason")
        error: pass.packet?.passing.errors.reason ?? ""
    }

    Say { visible: pass.packet?.needs_second ?? false; width: parent.width; wrapMode: Text.Wrap; kind: "caption"; text: seconds.count > 0 ? qsTr("after.let_through_second") : qsTr("guard.nobody_second") }

    Repeater {
        id: seconds

        model: pass.packet?.seconds ?? []

        Choice {
            required property var modelData

            objectName: "find.second." + modelData.key
            width: pass.width
            text: modelData.text
            chosen: pass.second === modelData.key
            onClicked: {
                pass.second = modelData.key;
                pass.byPin = modelData.by_pin;
            }
        }
    }

    Field {
        id: signIn

        objectName: "find.sign_in." + pass.number
        visible: pass.second !== "" && !pass.byPin
        width: parent.width
        label: qsTr("guard.second_sign_in")
        error: pass.packet?.passing.errors.sign_in ?? ""
    }

    Field {
        id: secret

        objectName: "find.secret." + pass.number
        visible: pass.second !== ""
        width: parent.width
        secret: true
        label: pass.byPin ? qsTr("guard.second_pin") : qsTr("guard.second_passphrase")
        error: pass.packet?.passing.errors.secret ?? ""
    }

    Say { width: parent.width; visible: text !== ""; wrapMode: Text.Wrap; color: Theme.attention; text: pass.packet?.passing.errors.second ?? pass.packet?.passing.general ?? "" }

    Flow {
        width: parent.width
        spacing: Theme.near

        Button { objectName: "find.let_through." + pass.number; enabled: !(pass.packet?.passing.busy ?? false); text: qsTr("after.let_through_do"); onClicked: pass.packet.let_through(pass.number, reason.text, pass.second, signIn.text, secret.text) }
        Button { kind: "plain"; text: qsTr("after.cancel"); onClicked: pass.cancelled() }
    }
}
