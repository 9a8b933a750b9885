// One custodian who shows who they are: by name and PIN of this run, or by sign-in and passphrase.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: hand

    property string label: ""
    property var people: []
    property string who: ""
    property string error: ""

    spacing: Theme.near
    onErrorChanged: if (error !== "") secret.text = "" // nobody's words stay behind for whoever comes next

    function told(): var {
        return { who: who, sign_in: signIn.text, secret: secret.text };
    }

    function clear() {
        who = signIn.text = secret.text = "";
    }

    Say { Layout.fillWidth: true; kind: "strong"; text: hand.label }
    Segmented { objectName: hand.objectName + ".who"; options: hand.people; current: hand.who; label: hand.label; onPicked: key => hand.who = key }

    RowLayout {
        spacing: Theme.gap

        Field { id: signIn; objectName: hand.objectName + ".sign_in"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("custody.sign_in") }
        Field { id: secret; objectName: hand.objectName + ".secret"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; secret: true; label: qsTr("custody.secret") }
    }

    FieldError { objectName: hand.objectName + ".error"; Layout.fillWidth: true; text: hand.error }
}
