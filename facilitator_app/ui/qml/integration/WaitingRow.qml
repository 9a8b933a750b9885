// One person for whom something waits: the most pressing thing large, by shape and word, what else waits below it.
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: row

    required property string key
    required property string session
    required property string person
    required property string name
    required property string note
    required property string first
    required property string more
    required property string standing
    required property string glyph
    required property bool safety
    readonly property color tint: safety ? Theme.attention : standing === "overdue" ? Theme.overdue : standing === "due" ? Theme.soon : Theme.mid

    objectName: "desk." + key
    implicitHeight: Math.max(Theme.chip, words.implicitHeight + 24, matters.implicitHeight + 24)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: name + ", " + note + ", " + first + (more === "" ? "" : ", " + more)
    Keys.onReturnPressed: row.click()
    Keys.onEnterPressed: row.click()

    background: Rectangle {
        radius: Theme.corner
        color: row.down ? Theme.line : Theme.raised
        border { width: row.visualFocus ? Theme.focusLine : 0; color: Theme.hi }
    }

    contentItem: Item {
        Column {
            id: words

            anchors { left: parent.left; leftMargin: 18; verticalCenter: parent.verticalCenter }
            width: parent.width * 0.36
            spacing: 2

            Say { width: parent.width; kind: "strong"; text: row.name; Accessible.ignored: true }
            Say { width: parent.width; kind: "caption"; text: row.note; wrapMode: Text.Wrap; maximumLineCount: 2; elide: Text.ElideRight; Accessible.ignored: true }
        }

        Glyph { id: mark; anchors { left: words.right; leftMargin: 16; verticalCenter: parent.verticalCenter } glyphName: row.glyph; color: row.tint }

        Column {
            id: matters

            anchors { left: mark.right; leftMargin: 14; right: caret.left; rightMargin: 12; verticalCenter: parent.verticalCenter }
            spacing: 2

            Say { objectName: row.objectName + ".first"; width: parent.width; kind: row.standing === "coming" ? "body" : "strong"; color: row.tint; text: row.first; wrapMode: Text.Wrap; Accessible.ignored: true }
            Say { visible: text !== ""; width: parent.width; kind: "caption"; text: row.more; wrapMode: Text.Wrap; maximumLineCount: 2; elide: Text.ElideRight; Accessible.ignored: true }
        }

        Glyph { id: caret; anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter } glyphName: "caret-right"; size: 22; color: Theme.low }
    }
}
