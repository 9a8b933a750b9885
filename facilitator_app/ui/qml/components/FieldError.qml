// What was refused, in words with a mark; takes no room while there is nothing.
import QtQuick

Item {
    id: refusal

    property string text: ""

    implicitWidth: 200
    implicitHeight: words.implicitHeight
    visible: text !== ""

    Glyph { id: mark; x: Theme.mirrored ? refusal.width - width : 0; glyphName: "attention"; size: 22; color: Theme.attention; y: 2 }
    Say { id: words; objectName: refusal.objectName + ".text"; x: Theme.mirrored ? 0 : mark.width + 8; width: parent.width - mark.width - 8; text: refusal.text; color: Theme.attention; wrapMode: Text.Wrap }
}
