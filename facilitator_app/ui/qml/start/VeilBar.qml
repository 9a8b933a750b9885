// Below the room while names and notes are hidden: whoever signs in lifts the veil and is at the screen.  Covers nothing.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: bar

    required property Unlock unlock
    property bool shown: false

    visible: shown
    implicitHeight: shown ? row.implicitHeight + 2 * 12 : 0
    onShownChanged: if (shown) { passphrase.text = ""; signIn.forceActiveFocus() }

    Connections {
        target: bar.unlock

        function onLifted() { passphrase.text = "" }
    }

    RowLayout {
        id: row

        anchors { left: parent.left; right: parent.right; leftMargin: Theme.gap; rightMargin: Theme.gap; verticalCenter: parent.verticalCenter }
        spacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 4

            Say { Layout.fillWidth: true; kind: "strong"; text: qsTr("ui.veil.title") }
            Say { visible: bar.unlock.form.general === ""; Layout.fillWidth: true; kind: "caption"; text: qsTr("ui.veil.about"); wrapMode: Text.Wrap }
            FieldError { objectName: "veil.error"; Layout.fillWidth: true; text: bar.unlock.form.general }
        }

        Field { id: signIn; objectName: "veil.sign_in"; focus: true; Layout.preferredWidth: 200; label: qsTr("ui.sign_in"); onAccepted: passphrase.forceActiveFocus() }
        Field { id: passphrase; objectName: "veil.passphrase"; Layout.preferredWidth: 280; secret: true; label: qsTr("ui.passphrase"); onAccepted: lift.click() }
        Button { id: lift; objectName: "veil.lift"; Layout.alignment: Qt.AlignBottom; Layout.preferredHeight: Theme.target; kind: "primary"; glyph: "unveil"; text: qsTr("ui.veil.lift"); onClicked: bar.unlock.take_screen(signIn.text, passphrase.text) }
    }
}
