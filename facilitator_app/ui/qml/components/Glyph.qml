// An icon of resources/icons by its name there, tinted.  Decoration: whatever it says must be said in words too.
import QtQuick
import QtQuick.Controls.impl

IconImage {
    id: glyph

    property string glyphName: ""
    property int size: Theme.icon
    readonly property int drawn: Math.max(1, size) // of no size at all it would be drawn as large as in its file: a quarter of a megabyte

    mirror: Theme.mirrored && ["caret-right", "caret-left", "arrow-right", "arrow-left", "undo", "redo", "leave", "delete-back"].includes(glyphName) // what points, points the other way
    source: glyphName === "" ? "" : Theme.icon_url(glyphName)
    sourceSize: Qt.size(drawn, drawn)
    width: size
    height: size
    color: Theme.hi
    Accessible.ignored: true
}
