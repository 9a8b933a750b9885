// Lies in a form that opens in a page that scrolls: the page brings it into view as it opens, until it is typed into or scrolled.
import QtQuick

Item {
    id: opening

    property Item form: parent
    property bool open: form !== null && form.visible
    property Scroller page: null // while it is still to be brought into view

    visible: false
    onOpenChanged: begin()
    Component.onCompleted: begin()

    function begin() {
        page = open ? scrolled() : null;
    }

    function scrolled(): Scroller {
        let at = form.parent;
        while (at && !(at instanceof Scroller))
            at = at.parent;
        return at as Scroller;
    }

    Timer { // not Qt.callLater: that calls on a form too that has gone meanwhile
        id: soon

        interval: 0
        onTriggered: if (opening.page) opening.page.reveal(opening.form)
    }

    Connections { // it has its size only when the page was laid out anew
        target: opening.page ? opening.form : null

        function onHeightChanged() { soon.restart() }
        function onYChanged() { soon.restart() }
    }

    Connections {
        target: opening.page

        function onMovementStarted() { opening.page = null }
        function onFocusedChanged() { opening.page = null }
    }
}
