// A list or page that scrolls up and down, with a thin bar beside it that shows where one is.  `follow` keeps a rectangle in view.
import QtQuick

Flickable {
    id: scroller

    property rect follow
    readonly property Item focused: Window.activeFocusItem
    property Item wanted: null // what is shown once everything has its size

    clip: true
    contentWidth: width
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    interactive: contentHeight > height
    onFollowChanged: show(follow)
    onFocusedChanged: keep()
    onHeightChanged: keep() // what is typed into stays in view when the keyboard comes

    function show(place: rect) {
        contentY = Math.max(0, Math.min(place.y, Math.max(contentY, place.y + place.height - height)));
    }

    function keep() {
        if (focused && holds(focused))
            follow.height > 0 ? show(follow) : reveal(focused);
    }

    function holds(item: Item): bool {
        let at = item;
        while (at && at !== contentItem)
            at = at.parent;
        return at !== null;
    }

    function bring(item: Item) {
        wanted = item;
        soon.restart();
    }

    function reveal(item: Item) {
        let shown = item; // what scrolls inside itself is shown whole, if it can be
        for (let at = item; at && at !== contentItem; at = at.parent)
            if (at instanceof Flickable && at.height + 24 <= height)
                shown = at;
        const top = Math.max(0, shown.mapToItem(contentItem, 0, 0).y - 12);
        show(Qt.rect(0, top, 1, Math.min(shown.height + 24, contentHeight - top))); // never past the end: what fits stays put
    }

    Timer { // not Qt.callLater: that calls on a page too that has gone meanwhile
        id: soon

        interval: 0
        onTriggered: if (scroller.wanted) scroller.reveal(scroller.wanted)
    }

    ScrollMark { page: scroller }
}
