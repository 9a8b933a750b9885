// The name of somebody who is being carried; a seat's DropArea reads from it who it is.
import QtQuick

Panel {
    id: carried

    property string person: ""
    property string name: ""

    z: 100
    width: Math.min(280, word.implicitWidth + 40)
    height: Theme.target
    color: Theme.line
    border { width: 2; color: Theme.accent }
    Drag.dragType: Drag.Internal
    Drag.keys: ["person"]
    Drag.hotSpot: Qt.point(width / 2, height / 2)

    Say { id: word; anchors.centerIn: parent; width: Math.min(implicitWidth, 260); kind: "strong"; elide: Text.ElideRight; text: carried.name; Accessible.ignored: true }
}
