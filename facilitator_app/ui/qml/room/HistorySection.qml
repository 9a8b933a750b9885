// What is written today, the newest first.  Amended and withdrawn lines stay and say so; a touch opens a line.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property HistoryPanel history

    spacing: 8

    ScrollList {
        id: list

        objectName: "history.list"
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: section.history.open_line === ""
        spacing: 6
        model: section.history.lines
        delegate: HistoryLine { width: list.width; onOpened: section.history.open(entry) }

        Say { visible: list.count === 0; width: parent.width; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("room_ui.nothing_today") }
    }

    HistoryForm { Layout.fillWidth: true; Layout.fillHeight: true; visible: section.history.open_line !== ""; history: section.history }
}
