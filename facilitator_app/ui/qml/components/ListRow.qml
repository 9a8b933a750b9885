// A row of a list that opens something: icon, one line, a quieter second line, a word at its end.
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: row

    property string glyph: ""
    property string note: ""
    property string aside: ""
    property bool opens: true

    implicitWidth: 320
    implicitHeight: Math.max(Theme.primary, words.implicitHeight + 20, end.implicitHeight + 20)
    focusPolicy: opens ? Qt.StrongFocus : Qt.NoFocus

    Accessible.role: opens ? Accessible.Button : Accessible.StaticText
    Accessible.name: text + (note === "" ? "" : ", " + note) + (aside === "" ? "" : ", " + aside)
    Keys.onReturnPressed: row.click()
    Keys.onEnterPressed: row.click()

    background: Rectangle {
        radius: Theme.corner
        color: row.opens ? (row.down ? Theme.line : Theme.raised) : "transparent"
        border.width: row.visualFocus ? Theme.focusLine : row.opens ? 0 : 1
        border.color: row.visualFocus ? Theme.hi : Theme.line

        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }

    contentItem: Item {
        Glyph { id: icon; visible: row.glyph !== ""; glyphName: row.glyph; anchors.left: parent.left; anchors.leftMargin: 16; color: Theme.mid; anchors.verticalCenter: parent.verticalCenter }

        Column {
            id: words

            anchors { left: parent.left; leftMargin: icon.visible ? 32 + icon.width : 18; right: end.left; rightMargin: 12; verticalCenter: parent.verticalCenter }
            spacing: 2

            Say { width: parent.width; kind: "strong"; text: row.text; wrapMode: Theme.factor > 1 ? Text.Wrap : Text.NoWrap; Accessible.ignored: true }
            Say { visible: text !== ""; width: parent.width; kind: "caption"; text: row.note; wrapMode: Text.Wrap; maximumLineCount: Theme.factor > 1 ? 30 : 2; elide: Text.ElideRight; Accessible.ignored: true }
        }

        Row {
            id: end

            anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
            spacing: 10

            Say { kind: "caption"; width: Math.min(implicitWidth, row.width * 0.45); wrapMode: Text.WordWrap; horizontalAlignment: Text.AlignRight; text: row.aside; figures: true; Accessible.ignored: true; anchors.verticalCenter: parent.verticalCenter }
            Glyph { visible: row.opens; glyphName: "caret-right"; size: 22; color: Theme.low; anchors.verticalCenter: parent.verticalCenter }
        }
    }
}
