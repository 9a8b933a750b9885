// A thin bar beside what scrolls, that shows where one is.  It stands in the margin, never on what is read or touched.
pragma ComponentBehavior: Bound
import QtQuick

Repeater { // of nothing: no layout or row counts it among its own
    id: mark

    required property Flickable page
    readonly property Rectangle bar: Rectangle {
        objectName: "scroll.mark"
        parent: mark
        visible: mark.page.visible && mark.page.contentHeight > mark.page.height + 1
        x: mark.page.x + (Theme.mirrored ? -5 : mark.page.width + 1)
        y: mark.page.y + mark.page.visibleArea.yPosition * mark.page.height
        width: 4
        height: Math.min(mark.page.height, Math.max(32, mark.page.visibleArea.heightRatio * mark.page.height))
        radius: 2
        color: Theme.controlLine
    }

    parent: page.parent
}
