// One line near the moment: whose, what, when it was and when it was written, by whom, and what was done to it since.
import QtQuick
import Facilitator
import "../components"

Item {
    id: row

    required property string entry
    required property string shape
    required property string who
    required property string kind
    required property string told
    required property string times
    required property string written_by
    required property string marks
    required property bool amended
    required property bool voided
    required property bool sought
    readonly property Inks inks: Inks {}

    objectName: "moment.row." + entry
    implicitHeight: words.implicitHeight + 12
    Accessible.role: Accessible.ListItem
    Accessible.name: [who, kind, told, marks, times, written_by].filter(part => part !== "").join(". ")

    Rectangle { visible: row.sought; anchors.fill: parent; radius: Theme.corner; color: Theme.raised } // what was searched for
    MarkShape { anchors { left: parent.left; top: parent.top; topMargin: 4 } width: 30; height: 30; shape: row.shape; amended: row.amended; voided: row.voided; colours: row.inks.colours }

    Column {
        id: words

        anchors { left: parent.left; leftMargin: 40; right: parent.right; rightMargin: 4; top: parent.top; topMargin: 4 }
        spacing: 2

        Say { width: parent.width; kind: "strong"; wrapMode: Text.Wrap; text: row.who + " · " + row.kind; Accessible.ignored: true }
        Say { width: parent.width; visible: text !== ""; wrapMode: Text.Wrap; text: row.told; maximumLineCount: 40; font.strikeout: row.voided; color: row.voided ? Theme.mid : Theme.hi; Accessible.ignored: true }
        Say { width: parent.width; visible: text !== ""; wrapMode: Text.Wrap; color: Theme.soon; text: row.marks; Accessible.ignored: true }
        Say { width: parent.width; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: row.times; Accessible.ignored: true }
        Say { width: parent.width; kind: "caption"; wrapMode: Text.Wrap; text: row.written_by; Accessible.ignored: true }
    }
}
