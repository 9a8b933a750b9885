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

    GridLayout {
        id: row

        readonly property bool large: Theme.factor >= 1.4 // the words above the fields: the room keeps its height

        visible: !bar.by_pin
        anchors { left: parent.left; right: parent.right; leftMargin: Theme.gap; rightMargin: Theme.gap; verticalCenter: parent.verticalCenter }
        columns: large ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: 8

        GridLayout {
            Layout.fillWidth: true
            columns: row.large ? 2 : 1
            rowSpacing: 4

            Say { Layout.fillWidth: true; kind: "strong"; text: qsTr("ui.veil.title"); wrapMode: Text.Wrap; Accessible.description: qsTr("ui.veil.about") }
            FieldError { objectName: "veil.error"; Layout.fillWidth: true; text: bar.unlock.form.general }
            Button { objectName: "veil.chart"; visible: bar.unlock.form.general === ""; Layout.leftMargin: row.large ? 0 : -12; kind: row.large ? "round" : "plain"; glyph: row.large ? "review" : ""; leftPadding: row.large ? 0 : 12; text: qsTr("chart.title"); onClicked: bar.chart.ask_by_name() }
        }
        RowLayout {
            Layout.fillWidth: row.large
            spacing: Theme.gap

            Field { id: signIn; objectName: "veil.sign_in"; focus: true; Layout.fillWidth: row.large; Layout.preferredWidth: 200; label: row.large ? "" : qsTr("ui.sign_in"); hint: row.large ? qsTr("ui.sign_in") : ""; onAccepted: passphrase.forceActiveFocus() }
            Field { id: passphrase; objectName: "veil.passphrase"; Layout.fillWidth: row.large; Layout.preferredWidth: 280; secret: true; label: row.large ? "" : qsTr("ui.passphrase"); hint: row.large ? qsTr("ui.passphrase") : ""; onAccepted: lift.click() }
            Button { id: lift; objectName: "veil.lift"; Layout.alignment: Qt.AlignBottom; Layout.preferredHeight: Theme.target; kind: "primary"; glyph: "unveil"; text: qsTr("ui.veil.lift"); onClicked: bar.unlock.take_screen(signIn.text, passphrase.text) }
        }
    }

    PinRow {
        id: pinRow

        visible: bar.by_pin
        anchors { left: parent.left; right: parent.right; leftMargin: Theme.gap; rightMargin: Theme.gap; verticalCenter: parent.verticalCenter }
        unlock: bar.unlock
        onChart: bar.chart.ask_by_name()
    }
}
