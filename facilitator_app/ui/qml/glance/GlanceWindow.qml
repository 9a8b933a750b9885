// A screen across the room: seat, shape of the state, countdown and name, read from three metres.  Nothing here is touched.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Facilitator
import "../components"

Window {
    id: win

    required property Glance glance
    property bool veiled: false
    readonly property int gap: 16
    readonly property int count: tiles.count
    readonly property int columns: count <= 1 ? 1 : count <= 4 ? 2 : count <= 6 ? 3 : 4
    readonly property int rows: Math.max(1, Math.ceil(count / columns))
    readonly property bool across: glance.screen >= 0

    objectName: "glance"
    width: 1280
    height: 800
    visible: true
    screen: Application.screens[across ? glance.screen : 0]
    visibility: across ? Window.FullScreen : Window.Windowed
    title: "Facilitator"
    color: Theme.bg
    LayoutMirroring.enabled: Theme.mirrored
    LayoutMirroring.childrenInherit: true
    onClosing: win.glance.close()

    Grid {
        anchors { fill: parent; margins: win.gap }
        columns: win.columns
        spacing: win.gap
        Keys.onEscapePressed: win.glance.close()
        focus: true

        Repeater {
            id: tiles

            model: win.glance.tiles

            GlanceTile {
                objectName: "glance." + seat
                width: (win.width - win.gap * (win.columns + 1)) / win.columns
                height: (win.height - win.gap * (win.rows + 1)) / win.rows
                veiled: win.veiled
            }
        }
    }
}
