// An icon of resources/icons by its name there, tinted.  Decoration: whatever it says must be said in words too.
import QtQuick
import QtQuick.Controls.impl

IconImage {
    id: glyph

    property string glyphName: ""
    property int size: Theme.icon

    mirror: Theme.mirrored && ["caret-right", "caret-left", "arrow-right", "arrow-left", "undo", "redo", "leave", "delete-back"].includes(glyphName) // what points, points the other way
    source: glyphName === "" ? "" : Theme.icon_url(glyphName)
    sourceSize: Qt.size(size, size)
    width: size
    height: size
    color: Theme.hi
    Accessible.ignored: true
}
