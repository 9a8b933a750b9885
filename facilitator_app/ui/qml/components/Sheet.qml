// A panel within the window over what was there, which stays visible behind it.  Never a window of its own.  Escape and the cross close it.
import QtQuick
import QtQuick.Layouts

FocusScope {
    id: sheet

    property bool open: false
    property string title: ""
    property real sheetWidth: 720 // for text of the usual size
    property bool tall: false // as high as the window allows, for lists
    default property alias content: body.content
    property alias actions: actionRow.data // buttons at the foot, to the right
    property bool calls: false // a session is open, and nothing else in sight leads to an emergency in its room
    signal closed
    signal called

    property Item before: null // what had the keyboard, and has it again afterwards

    function take() {
        Typing.sheets = [...Typing.sheets.filter(one => one && one !== sheet), sheet];
        before = Window.activeFocusItem;
        forceActiveFocus();
    }

    function give() {
        Typing.sheets = Typing.sheets.filter(one => one && one !== sheet);
        if (activeFocus && before)
            before.forceActiveFocus();
    }

    function hold_tab() { // Tab goes round within the sheet that lies uppermost
        const focused = Window.window?.activeFocusItem; // no window: its screen goes
        if (focused && panel.visible && Typing.sheets.filter(one => one?.visible).pop() === sheet && !holds(focused))
            panel.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
    }

    function holds(item: Item): bool {
        let at = item;
        while (at && at !== sheet)
            at = at.parent;
        return at === sheet;
    }

    anchors.fill: parent
    visible: opacity > 0
    opacity: open ? 1 : 0
    z: 20
    onOpenChanged: if (open) take(); else give()
    Keys.onEscapePressed: sheet.closed()

    Timer { // not Qt.callLater: that calls on a sheet too that has gone meanwhile
        id: tabbed

        interval: 0
        onTriggered: sheet.hold_tab()
    }

    Connections {
        target: sheet.open ? sheet.Window.window : null

        function onActiveFocusItemChanged() { tabbed.restart() }
    }

    Behavior on opacity { NumberAnimation { duration: Theme.quick } }

    Rectangle { // holds touches back from what lies behind; the room behind stays readable
        anchors.fill: parent
        color: Theme.bg
        opacity: 0.72

        TapHandler { onTapped: sheet.closed() }
        HoverHandler {}
        WheelHandler {}
    }

    Panel {
        id: panel

        objectName: sheet.objectName + ".panel"
        anchors.centerIn: parent
        width: Math.min(sheet.sheetWidth * Theme.factor, parent.width - 2 * Theme.gap)
        height: sheet.tall ? parent.height - 2 * Theme.gap : Math.min(parent.height - 2 * Theme.gap, column.implicitHeight + 2 * Theme.pad)
        color: Theme.surface

        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        TapHandler { gesturePolicy: TapHandler.WithinBounds }

        ColumnLayout {
            id: column

            anchors { fill: parent; margins: Theme.pad }
            spacing: Theme.gap

            RowLayout {
                spacing: Theme.gap

                Say { Layout.fillWidth: true; kind: "title"; text: sheet.title; wrapMode: Text.Wrap }
                Button { objectName: sheet.objectName + ".emergency"; visible: sheet.calls; kind: "round"; glyph: "emergency"; tint: Theme.attention; text: qsTr("emergency.begin"); onClicked: sheet.called() }
                Item { visible: sheet.calls; implicitWidth: Theme.target; implicitHeight: 1 } // who means to close the sheet does not touch it
                Button { objectName: sheet.objectName + ".close"; kind: "round"; glyph: "close"; text: qsTr("ui.close"); Accessible.name: sheet.title === "" ? text : text + ": " + sheet.title; onClicked: sheet.closed() }
            }

            Roomy { id: body; Layout.fillWidth: true; Layout.fillHeight: true; spacing: Theme.gap }

            Flow {
                id: actionRow

                readonly property real natural: children.reduce((sum, one) => one.visible ? sum + one.width + spacing : sum, -spacing)

                visible: children.length > 0
                Layout.alignment: Qt.AlignRight
                Layout.fillWidth: true
                Layout.maximumWidth: natural
                spacing: Theme.near
            }
        }
    }
}
