// The check before a session: how far it is, a way to stop, and what was found, in words.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property CheckView check
    readonly property bool running: check.stage === "running"

    open: check.stage !== "closed"
    title: qsTr("playlist.check_title").arg(check.name)
    sheetWidth: 960
    tall: true
    onClosed: check.close()
    actions: [
        Button { objectName: "check.stop"; visible: sheet.running; text: qsTr("playlist.stop"); onClicked: sheet.check.stop() },
        Button { objectName: "check.done"; visible: !sheet.running; kind: "primary"; text: qsTr("ui.close"); onClicked: sheet.closed() }
    ]

    RowLayout {
        Layout.fillWidth: true
        spacing: 12

        Glyph { visible: !sheet.running; glyphName: sheet.check.stage === "sound" ? "check" : "attention"; color: sheet.check.stage === "sound" ? Theme.settled : Theme.soon }
        Say { objectName: "check.result"; Layout.fillWidth: true; kind: "strong"; text: sheet.check.result; wrapMode: Text.Wrap }
    }

    Rectangle {
        visible: sheet.running
        Layout.fillWidth: true
        implicitHeight: 8
        radius: 4
        color: Theme.line
        Accessible.role: Accessible.ProgressBar
        Accessible.name: sheet.check.result

        Rectangle { width: parent.width * sheet.check.share; height: parent.height; radius: 4; color: Theme.accent }
    }

    ScrollList {
        objectName: "check.list"
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: 6
        model: sheet.check.rows

        delegate: ListRow {
            required property string key
            required property string title
            required property bool bad
            required note

            objectName: "check." + key
            width: ListView.view.width
            opens: false
            glyph: bad ? "attention" : "music"
            text: title
        }
    }
}
