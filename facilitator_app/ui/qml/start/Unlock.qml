// The way in: dark, quiet, says what plays.  A wrong try gets one line and no hint.  A record that does not open has a page of its own.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: page

    required property Shell shell
    readonly property Unlock unlock: shell.unlock
    readonly property bool by_pin: unlock.kept.offered && !unlock.by_code

    objectName: "unlock"

    Loader { // read when it is needed: the way in does not wait for it
        id: mending

        readonly property bool up: page.unlock.mending.up

        function show() {
            if (up)
                setSource("Mending.qml", { mending: page.unlock.mending, playing: page.shell.now_playing.said });
            else
                source = "";
        }

        anchors.fill: parent
        onUpChanged: show()
        Component.onCompleted: show()
    }

    Binding { target: mending.item; property: "playing"; value: page.shell.now_playing.said; when: mending.item !== null }

    Scroller { // under the on-screen keyboard there may be too little room for all of it
        id: scroller

        visible: !page.unlock.mending.up
        anchors { top: parent.top; bottom: parent.bottom; bottomMargin: (Theme.factor > 1.4 || page.by_pin && column.height > page.height - 2 * looks.height) && looks.visible ? looks.height + Theme.gap : 0; horizontalCenter: parent.horizontalCenter }
        width: Math.min(460 * Theme.factor + 2 * Theme.gap, parent.width)
        contentHeight: column.y + column.height + Theme.gap

        ColumnLayout {
            id: column

            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(Theme.gap, (page.height - height) / 2 - scroller.anchors.bottomMargin)
            width: parent.width - 2 * Theme.gap
            spacing: Theme.gap

            Say { kind: "heading"; text: "Facilitator" }

            RowLayout {
                visible: page.shell.now_playing.said !== ""
                spacing: 10

                Glyph { glyphName: "music"; size: 22; color: Theme.mid }
                Say { objectName: "unlock.playing"; Layout.fillWidth: true; text: page.shell.now_playing.said; color: Theme.mid; wrapMode: Text.Wrap }
            }

            Loader { // only where a PIN is kept
                id: kept

                Layout.fillWidth: true
                active: page.by_pin
                visible: active
                sourceComponent: KeptPinPad { kept: page.unlock.kept }
                onLoaded: (item as Item).forceActiveFocus()
            }

            Say { objectName: "unlock.said"; Layout.fillWidth: true; visible: text !== "" && signIn.visible; text: page.unlock.kept.said; color: Theme.mid; wrapMode: Text.Wrap }
            Field { id: signIn; objectName: "unlock.sign_in"; visible: !page.unlock.by_code && !page.by_pin; focus: visible; Layout.fillWidth: true; label: qsTr("ui.sign_in"); onAccepted: passphrase.forceActiveFocus() }
            Field { id: passphrase; objectName: "unlock.passphrase"; visible: signIn.visible; Layout.fillWidth: true; secret: true; label: qsTr("ui.passphrase"); onAccepted: open.click() }
            Field { id: code; objectName: "unlock.code"; visible: page.unlock.by_code; Layout.fillWidth: true; label: qsTr("ui.recovery_code"); onAccepted: open.click(); onVisibleChanged: if (visible) forceActiveFocus() }
            FieldError { objectName: "unlock.error"; visible: !page.by_pin && text !== ""; Layout.fillWidth: true; text: page.unlock.form.general }

            Button {
                id: open

                objectName: "unlock.open"
                visible: !page.by_pin
                Layout.fillWidth: true
                kind: "primary"
                text: page.unlock.form.busy ? qsTr("ui.unlock.opening") : qsTr("ui.unlock.open")
                onClicked: page.unlock.by_code ? page.unlock.open_by_code(code.text) : page.unlock.open(signIn.text, passphrase.text)
            }

            Button { objectName: "unlock.by_pin"; visible: page.unlock.kept.there && !page.unlock.by_code; Layout.alignment: Qt.AlignHCenter; kind: "plain"; tint: Theme.mid; text: page.by_pin ? qsTr("ui.unlock.with_passphrase") : qsTr("device_pin.with_pin"); onClicked: page.unlock.kept.turn() }
            Button { objectName: "unlock.turn"; visible: !page.by_pin; Layout.alignment: Qt.AlignHCenter; kind: "plain"; tint: Theme.mid; text: page.unlock.by_code ? qsTr("ui.unlock.with_passphrase") : qsTr("ui.unlock.with_code"); onClicked: page.unlock.turn() }
        }
    }

    Looks { id: looks; visible: Typing.covered === 0; objectName: "unlock.looks"; short: true; anchors { left: parent.left; bottom: parent.bottom; margins: Theme.gap } appearance: page.shell.appearance }
}
