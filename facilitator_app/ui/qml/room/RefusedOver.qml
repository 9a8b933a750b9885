// Why something was refused, over what stands in its place: nothing below moves under a finger.  Where it does not fit, who has it
// shows it in another way.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Rectangle {
    id: over

    property string text: ""
    readonly property bool fits: least.contentHeight <= height

    color: Theme.surface
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    MouseArea { anchors.fill: parent } // what it hides is not touched through it

    Glyph { id: mark; x: Theme.mirrored ? parent.width - width : 0; anchors.verticalCenter: parent.verticalCenter; glyphName: "attention"; size: 22; color: Theme.attention }
    Say {
        id: words

        objectName: "refused"
        anchors { fill: parent; leftMargin: Theme.mirrored ? 0 : mark.width + 8; rightMargin: Theme.mirrored ? mark.width + 8 : 0 }
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.least
        lineHeight: 0.9
        color: Theme.attention
        text: over.text
        Accessible.ignored: true
    }
    Text { id: least; visible: false; width: words.width; wrapMode: words.wrapMode; textFormat: Text.PlainText; lineHeight: words.lineHeight; font { family: Theme.family; pixelSize: Theme.least } text: over.text }
}
