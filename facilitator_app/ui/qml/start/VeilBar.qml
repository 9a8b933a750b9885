// Below the room while names and notes are hidden: whoever shows who they are lifts the veil and is at the screen.  Covers nothing.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: bar

    required property Unlock unlock
    required property ChartView chart
    property bool shown: false
    readonly property bool by_pin: unlock.by_pin

    visible: shown
    implicitHeight: shown ? (by_pin ? pinRow.implicitHeight : row.implicitHeight) + 2 * 12 : 0
    onVisibleChanged: if (visible) take()
    onBy_pinChanged: if (shown) take()

    function take() {
        passphrase.text = "";
        if (by_pin)
            pinRow.take();
        else
            signIn.forceActiveFocus();
    }

    Connections {
        target: bar.unlock

        function onLifted() { passphrase.text = "" }
    }

    Rectangle { // over the tiles, when it stands on the on-screen keyboard
        anchors.fill: parent
        visible: Typing.covered > 0
        color: Theme.bg

        MouseArea { anchors.fill: parent }
    }

    RowLayout {
        id: row

        visible: !bar.by_pin
        anchors { left: parent.left; right: parent.right; leftMargin: Theme.gap; rightMargin: Theme.gap; verticalCenter: parent.verticalCenter }
        spacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 4

            Say { Layout.fillWidth: true; kind: "strong"; text: qsTr("ui.veil.title"); wrapMode: Text.Wrap; Accessible.description: qsTr("ui.veil.about") }
            FieldError { objectName: "veil.error"; Layout.fillWidth: true; text: bar.unlock.form.general }
            Button { objectName: "veil.chart"; visible: bar.unlock.form.general === ""; readonly property bool large: Theme.factor >= 1.4; Layout.leftMargin: large ? 0 : -12; kind: large ? "round" : "plain"; glyph: large ? "review" : ""; leftPadding: large ? 0 : 12; text: qsTr("chart.title"); onClicked: bar.chart.ask_by_name() }
        }

        Field { id: signIn; objectName: "veil.sign_in"; focus: true; Layout.preferredWidth: 200; label: qsTr("ui.sign_in"); onAccepted: passphrase.forceActiveFocus() }
        Field { id: passphrase; objectName: "veil.passphrase"; Layout.preferredWidth: 280; secret: true; label: qsTr("ui.passphrase"); onAccepted: lift.click() }
        Button { id: lift; objectName: "veil.lift"; Layout.alignment: Qt.AlignBottom; Layout.preferredHeight: Theme.target; kind: "primary"; glyph: "unveil"; text: qsTr("ui.veil.lift"); onClicked: bar.unlock.take_screen(signIn.text, passphrase.text) }
    }

    PinRow {
        id: pinRow

        visible: bar.by_pin
        anchors { left: parent.left; right: parent.right; leftMargin: Theme.gap; rightMargin: Theme.gap; verticalCenter: parent.verticalCenter }
        unlock: bar.unlock
        onChart: bar.chart.ask_by_name()
    }
}
