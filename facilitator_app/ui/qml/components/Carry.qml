// Somebody taken up with the mouse or a finger: their name goes along over the page and is dropped on a seat's DropArea.
// `sideways`: in a list that scrolls up and down.  Whoever does not drag touches one after the other.
import QtQuick

DragHandler {
    id: carry

    property string person: ""
    property string name: ""
    property bool sideways: false
    readonly property Carried ghost: Carried {
        parent: carry.active ? (carry.parent as Item).Window.contentItem : carry.parent as Item
        visible: carry.active
        x: carry.centroid.scenePosition.x - width / 2
        y: carry.centroid.scenePosition.y - height / 2
        person: carry.person
        name: carry.name
    }

    enabled: person !== ""
    target: null
    dragThreshold: 12
    grabPermissions: PointerHandler.CanTakeOverFromAnything
    yAxis.enabled: !sideways
    onActiveChanged: if (active) ghost.Drag.start(); else ghost.Drag.drop()
}
