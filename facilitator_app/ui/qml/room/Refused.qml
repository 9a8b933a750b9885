// Why an act was refused, or that it is on its way, in the place where it was made.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Row {
    id: refused

    property string text: ""

    visible: text !== ""
    spacing: 8
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Glyph { id: mark; glyphName: "attention"; size: 22; color: Theme.attention; y: 2 }
    Say { objectName: "refused"; width: refused.width - mark.width - 8; color: Theme.attention; wrapMode: Text.Wrap; text: refused.text; Accessible.ignored: true }
}
