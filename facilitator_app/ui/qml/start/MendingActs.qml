// What can be done about a record that does not open.  The large control is the copy; while it is asked, only yes and no are there;
// where the passphrase is needed, only the way back to it.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: acts

    required property MendingView mending
    readonly property bool asked: mending.asking !== ""
    readonly property bool offering: !asked && mending.needs === ""

    spacing: Theme.near

    Say { objectName: "mending.needs"; visible: text !== ""; Layout.fillWidth: true; kind: "strong"; text: acts.mending.needs; wrapMode: Text.Wrap }

    Button {
        objectName: "mending.go_on"
        visible: acts.offering && text !== ""
        Layout.fillWidth: true
        kind: "primary"
        text: acts.mending.go_on_text
        onClicked: acts.mending.ask("go_on")
    }

    Button {
        objectName: "mending.without"
        visible: acts.offering && acts.mending.can_do_without
        Layout.fillWidth: true
        kind: acts.mending.go_on_text === "" ? "primary" : "quiet"
        text: qsTr("mending.act.without")
        onClicked: acts.mending.ask("without")
    }

    RowLayout {
        visible: acts.offering
        spacing: Theme.near

        Button { objectName: "mending.other"; Layout.fillWidth: true; glyph: "folder"; text: qsTr("mending.act.other"); onClicked: acts.mending.look_elsewhere() }
        Button { objectName: "mending.newest"; Layout.fillWidth: true; text: qsTr(acts.mending.is_chosen ? "mending.act.newest_again" : "mending.act.again"); onClicked: acts.mending.look() }
    }

    Button { objectName: "mending.back"; visible: !acts.asked; Layout.alignment: Qt.AlignHCenter; kind: acts.offering ? "plain" : "primary"; tint: acts.offering ? Theme.mid : Theme.accentInk; text: qsTr("mending.act.back"); onClicked: acts.mending.leave() }

    RowLayout {
        visible: acts.asked
        spacing: Theme.near

        Button { objectName: "mending.yes"; kind: "primary"; Layout.fillWidth: true; text: acts.mending.yes_text; onClicked: acts.mending.yes() }
        Button { objectName: "mending.not_now"; Layout.fillWidth: true; Layout.preferredHeight: Math.max(Theme.primary, implicitHeight); text: qsTr("mending.act.not_now"); onClicked: acts.mending.ask("") }
    }
}
