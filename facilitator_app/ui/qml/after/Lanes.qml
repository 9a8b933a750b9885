// The painted timeline and the hands on it: drag to move, pinch or wheel to zoom, touch a moment, and keys for all of it.
import QtQuick
import Facilitator
import "../components"

Item {
    id: lanes

    required property ReviewView review
    readonly property Inks inks: Inks {}
    readonly property alias seen: painted

    objectName: "review.lanes"
    activeFocusOnTab: true
    clip: true

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("after.timeline")
    Accessible.description: qsTr("after.timeline_help")
    Accessible.focusable: true

    Keys.onLeftPressed: painted.pan(width / 6, 0)
    Keys.onRightPressed: painted.pan(-width / 6, 0)
    Keys.onUpPressed: painted.pan(0, 60)
    Keys.onDownPressed: painted.pan(0, -60)
    Keys.onEscapePressed: review.moment.forget()
    Keys.onPressed: event => event.accepted = painted.press(event.key)

    TimelineItem {
        id: painted

        objectName: "review.painted"
        width: parent.width / Theme.factor // drawn as in a smaller place, and enlarged with its text
        height: parent.height / Theme.factor
        scale: Theme.factor
        transformOrigin: Item.TopLeft
        stage: lanes.review.stage
        colours: lanes.inks.colours
        family: Theme.family
        text_size: 17
        onStepped: forward => forward ? lanes.review.moment.following() : lanes.review.moment.preceding()
    }

    Connections {
        target: lanes.review.moment

        function onChanged() {
            if (lanes.review.moment.has_moment)
                painted.reveal(lanes.review.moment.seconds);
        }
    }

    TapHandler {
        gesturePolicy: TapHandler.DragThreshold
        onTapped: point => {
            lanes.forceActiveFocus();
            lanes.review.moment.touch(painted.moment_at(point.position.x / painted.scale), painted.seconds(22), painted.lane_at(point.position.y / painted.scale));
        }
    }

    DragHandler {
        property point last

        target: null
        grabPermissions: PointerHandler.CanTakeOverFromHandlersOfDifferentType | PointerHandler.ApprovesTakeOverByAnything // never from a button that lies above
        onActiveChanged: last = Qt.point(0, 0)
        onActiveTranslationChanged: {
            painted.pan((activeTranslation.x - last.x) / painted.scale, (activeTranslation.y - last.y) / painted.scale);
            last = Qt.point(activeTranslation.x, activeTranslation.y);
        }
    }

    PinchHandler {
        target: null
        grabPermissions: PointerHandler.CanTakeOverFromHandlersOfDifferentType | PointerHandler.ApprovesTakeOverByAnything
        onScaleChanged: delta => painted.zoom(delta, centroid.position.x / painted.scale)
    }

    WheelHandler {
        acceptedModifiers: Qt.NoModifier
        onWheel: event => painted.zoom(Math.pow(1.0015, event.angleDelta.y), event.x / painted.scale)
    }

    WheelHandler {
        acceptedModifiers: Qt.ShiftModifier
        onWheel: event => painted.pan(event.angleDelta.y + event.angleDelta.x, 0)
    }

    WheelHandler {
        acceptedModifiers: Qt.ControlModifier
        onWheel: event => painted.pan(0, event.angleDelta.y / 2)
    }

    Rectangle { // where one is among the lanes, when not all of them fit
        visible: painted.hidden > 0
        anchors.right: parent.right
        width: 5
        radius: 2
        color: Theme.controlLine
        height: lanes.height * painted.height / (painted.height + painted.hidden)
        y: painted.hidden > 0 ? (lanes.height - height) * painted.scrolled / painted.hidden : 0
    }
}
