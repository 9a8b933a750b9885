// A list or page that scrolls up and down, with a thin bar that shows where one is.  `follow` keeps a rectangle in view.
import QtQuick

Flickable {
    id: scroller

    property rect follow
    readonly property Item focused: Window.activeFocusItem

    clip: true
    contentWidth: width
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    interactive: contentHeight > height
    onFollowChanged: contentY = Math.max(0, Math.min(follow.y, Math.max(contentY, follow.y + follow.height - height)))

    onFocusedChanged: if (focused && holds(focused)) reveal(focused)

    function holds(item: Item): bool {
        let at = item;
        while (at && at !== contentItem)
            at = at.parent;
        return at !== null;
    }

    function reveal(item: Item) {
        const top = Math.max(0, item.mapToItem(contentItem, 0, 0).y - 12);
        follow = Qt.rect(0, top, 1, Math.min(item.height + 24, contentHeight - top)); // never past the end: what fits stays put
    }

    Rectangle {
        parent: scroller
        visible: scroller.contentHeight > scroller.height
        anchors.right: parent.right
        anchors.rightMargin: -1 // within what is clipped
        width: 4
        radius: 2
        color: Theme.controlLine
        y: scroller.visibleArea.yPosition * scroller.height
        height: Math.max(32, scroller.visibleArea.heightRatio * scroller.height)
    }
}
